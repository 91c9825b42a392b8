extension KafkaSettings {
    /// The same, with librdkafka's lines about connections for developers only.
    ///
    /// For clients that ask questions: an answer that does not come is thrown with its reason, so
    /// the line would say it a second time, and again at every try.
    var quiet: KafkaSettings {
        var settings = self
        let log = log
        settings.log = { line in
            let isAboutConnections = ["FAIL", "ERROR", "SSL"].contains(line.facility)
            log(
                isAboutConnections
                    ? KafkaLogLine(severity: 7, facility: line.facility, text: line.text) : line)
        }
        return settings
    }
}

extension Mistake {
    /// Kafka away, or another than it should be; what needs a real one is in ``withRealKafka``.
    static let withKafka = [
        Mistake(
            "no broker", "topics list --brokers 127.0.0.1:1", ends: 69,
            says: "No Kafka broker answers at 127.0.0.1:1 (Connection refused)",
            next: "Start one (`basketwatch broker`), or correct --brokers"),
        Mistake(
            "no broker for the processor", "run --brokers 127.0.0.1:1 --start-timeout 1s", ends: 69,
            says: "No Kafka broker answers at 127.0.0.1:1", next: "correct --brokers"),
        Mistake(
            "no broker for the generator", "generate --count 10 --brokers 127.0.0.1:1", ends: 69,
            says: "No Kafka broker answers at 127.0.0.1:1", next: "correct --brokers"),
        Mistake(
            "no broker to publish to", "publish {files}/good.jsonl --brokers 127.0.0.1:1", ends: 69,
            says: "No Kafka broker answers at 127.0.0.1:1", next: "correct --brokers"),
        Mistake(
            "a broker's host that nobody knows", "topics list --brokers no.such.host.invalid:9092",
            ends: 69, says: "Failed to resolve 'no.such.host.invalid:9092'",
            next: "correct --brokers"),
        Mistake(
            "a broker's port that something else has", "topics list --brokers {databases}",
            ends: 69,
            says: "No Kafka broker answers at", "does not speak Kafka's protocol",
            next: "correct --brokers"),
        Mistake(
            "a broker's port that cannot be", "topics list --brokers 127.0.0.1:99999", ends: 64,
            says: "--brokers", "'127.0.0.1:99999'", next: "must be HOST:PORT,…"),
        Mistake(
            "TLS asked of a broker that has none",
            "topics list --brokers {broker} --kafka security.protocol=ssl", ends: 69,
            says: "Kafka", "at {broker}", next: "security.protocol"),
        Mistake(
            "a certificate that is not there",
            "topics list --brokers {broker} --kafka security.protocol=ssl "
                + "--kafka ssl.ca.location=/nonexistent/ca.pem",
            ends: 78, says: "did not start", "/nonexistent/ca.pem", "No such file",
            next: "Correct the properties"),
        Mistake(
            "a mechanism that there is not",
            "topics list --brokers {broker} --kafka security.protocol=SASL_PLAINTEXT "
                + "--kafka sasl.mechanism=PLAN --kafka sasl.username=u --kafka sasl.password={secret}",
            ends: 78, says: "Unsupported SASL mechanism: PLAN", next: "Correct the properties"),
        Mistake(
            "a property that librdkafka does not know",
            "topics list --brokers {broker} --kafka fetch.wait=1", ends: 64,
            says: "property 'fetch.wait' was refused", next: "Correct it or leave it out"),
        Mistake(
            "a property's value that cannot be",
            "topics list --brokers {broker} --kafka socket.timeout.ms=soon", ends: 64,
            says: "property 'socket.timeout.ms' was refused", next: "Correct it or leave it out"),
        Mistake(
            "a property's value that cannot be, in the settings file",
            "topics list --brokers {broker}",
            files: ["basketwatch.conf": "kafka.socket.timeout.ms = soon\n"], ends: 78,
            says: "property 'socket.timeout.ms' was refused", next: "Correct it or leave it out"),
        Mistake(
            "a property that is ours to set",
            "run --brokers {broker} --database-url {stream} --kafka auto.offset.reset=latest",
            ends: 64, says: "property 'auto.offset.reset' was refused", "relies on",
            next: "Correct it or leave it out"),
        Mistake(
            "a property without its value", "topics list --brokers {broker} --kafka debug",
            ends: 64,
            says: "--kafka", next: "must be NAME=VALUE"),
        Mistake(
            "a topic whose name cannot be", "generate --topic {blank} --brokers {broker}", ends: 64,
            says: "--topic", "'a b'", next: "must be 1 to 249 of a-z"),
        Mistake(
            "a topic to make whose name cannot be", "topics create a:b --brokers {broker}",
            ends: 64,
            says: "not 'a:b'", next: "must be 1 to 249 of a-z"),
        Mistake(
            "a topic that there is not", "generate --topic ghost --brokers {broker}", ends: 69,
            says: "Kafka has no topic 'ghost'", next: "`basketwatch topics create ghost`"),
        Mistake(
            "a topic to publish to that there is not",
            "publish {files}/good.jsonl --topic ghost --brokers {broker}", ends: 69,
            says: "Kafka has no topic 'ghost'", next: "`basketwatch topics create ghost`"),
        Mistake(
            "a topic for the processor that there is not",
            "run --topic ghost --start-timeout 1s --brokers {broker} --database-url {stream}",
            ends: 69, says: "Kafka has no topic 'ghost'",
            next: "`basketwatch topics create ghost`"),
        Mistake(
            "a topic to describe that there is not", "topics describe ghost --brokers {broker}",
            ends: 69, says: "Kafka has no topic 'ghost'", next: "It has clickstream"),
        Mistake(
            "a topic to be made by the embedded broker", "topics create toys --brokers {broker}",
            ends: 1, says: "The embedded broker makes its topics itself",
            next: "`basketwatch broker --topic toys"),
        Mistake(
            "an address file in a folder that is not there",
            "broker --address-file /nonexistent/address", ends: 74,
            says: "could not be written to /nonexistent/address: No such file",
            next: "Name another file with --address-file"),
    ]
}

extension Mistake {
    /// What the embedded broker cannot refuse: passwords, rights, topics.
    static let withRealKafka = [
        Mistake(
            "a wrong password for Kafka", "topics list \(login)wrong{secret}", ends: 69,
            says: "Kafka at {sasl} refused our credentials", "Invalid username or password",
            next: "Check sasl.mechanism, sasl.username and sasl.password"),
        Mistake(
            "a wrong password for Kafka, of the processor",
            "run --database-url {stream} \(login)wrong{secret}", ends: 69,
            says: "Kafka at {sasl} refused our credentials", next: "Check sasl.mechanism"),
        Mistake(
            "a wrong password for Kafka, of the generator", "generate \(login)wrong{secret}",
            ends: 69, says: "Kafka at {sasl} refused our credentials",
            next: "Check sasl.mechanism"),
        Mistake(
            "a mechanism that Kafka does not offer",
            "topics list \(login)wrong{secret} --kafka sasl.mechanism=SCRAM-SHA-512", ends: 69,
            says: "refused our credentials", "supported mechanisms: PLAIN",
            next: "Check sasl.mechanism"),
        Mistake(
            "no password at a port that wants one", "topics list --brokers {sasl}", ends: 69,
            says: "No Kafka broker answers at {sasl}",
            next: "Set security.protocol to what that port speaks"),
        Mistake(
            "TLS at a port that has none",
            "topics list --brokers {kafka} --kafka security.protocol=ssl",
            ends: 69, says: "Kafka", "at {kafka}", next: "security.protocol"),
        Mistake(
            "no right to make a topic", "topics create toys \(login){password}", ends: 69,
            says: "Kafka does not allow us to make the topic 'toys' (the right Create",
            next: "Grant it to this user"),
        Mistake(
            "no right to see the topic", "generate --topic clicks \(login){password}", ends: 69,
            says: "Kafka does not allow us to see the topic 'clicks' (the right Describe",
            next: "Grant it to this user"),
        Mistake(
            "no right to see the topic, of the processor",
            "run --topic clicks --database-url {stream} \(login){password}", ends: 69,
            says: "Kafka does not allow us to see the topic 'clicks' (the right Describe",
            next: "Grant it to this user"),
        Mistake(
            "a topic that is there already", "topics create clicks --brokers {kafka}", ends: 1,
            says: "Kafka has a topic 'clicks' already", next: "--if-not-exists"),
        Mistake(
            "more replicas than brokers",
            "topics create toys --replication-factor 3 --brokers {kafka}", ends: 1,
            says: "'toys' cannot be kept by 3 brokers", next: "Set --replication-factor to 1"),
        Mistake(
            "a topic that Kafka has not",
            "publish {files}/good.jsonl --topic ghost --brokers {kafka}",
            ends: 69, says: "Kafka has no topic 'ghost'",
            next: "`basketwatch topics create ghost`"),
        Mistake(
            "a topic to replay that Kafka has not", "replay --topic ghost --brokers {kafka}",
            ends: 69, says: "Kafka has no topic 'ghost'",
            next: "`basketwatch topics create ghost`"),
    ]

    private static let login =
        "--brokers {sasl} --kafka security.protocol=SASL_PLAINTEXT --kafka sasl.mechanism=PLAIN "
        + "--kafka sasl.username=shop --kafka sasl.password="
}

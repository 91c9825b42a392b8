extension ClientProperties {
    /// A consumer that never skips: no reset of its own, no commit of its own.
    static func consumer(group: String) -> ClientProperties {
        ClientProperties(
            fixed: [
                "group.id": group,
                "enable.auto.commit": "false",
                "enable.auto.offset.store": "false",
                "auto.offset.reset": "error",
                "enable.partition.eof": "true",
                "isolation.level": "read_committed",
                "partition.assignment.strategy": "cooperative-sticky",
            ],
            standard: [
                "queued.min.messages": "1000000",
                "queued.max.messages.kbytes": "8192",
                "fetch.wait.max.ms": "10",
                "session.timeout.ms": "10000",
                "heartbeat.interval.ms": "1000",
                "socket.keepalive.enable": "true",
            ])
    }

    /// A producer that writes each record once, where Java's clients would put it.
    static let producer = ClientProperties(
        fixed: [
            "enable.idempotence": "true",
            "acks": "all",
        ],
        standard: [
            "partitioner": "murmur2_random",
            "compression.codec": "lz4",
            "linger.ms": "5",
            "queue.buffering.max.messages": "500000",
            "queue.buffering.max.kbytes": "262144",
            "socket.keepalive.enable": "true",
        ])

    /// A client that connects to nobody.
    static let none = ClientProperties(fixed: [:], standard: [:])

    /// A client that only asks.
    static let cluster = ClientProperties(
        fixed: ["isolation.level": "read_committed"],
        standard: ["socket.keepalive.enable": "true"])
}

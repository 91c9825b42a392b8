extension ClientProperties {
    /// A consumer that never skips: no reset of its own, and it commits only what it is told.
    static func consumer(group: String) -> ClientProperties {
        ClientProperties(
            fixed: [
                "group.id": group,
                // When, not what: see LogConsumer.commit(_:).
                "enable.auto.commit": "true",
                "enable.auto.offset.store": "false",
                "auto.offset.reset": "error",
                "enable.partition.eof": "true",
                "isolation.level": "read_committed",
                "partition.assignment.strategy": "cooperative-sticky",
            ],
            standard: [
                "queued.min.messages": "1000000",
                "queued.max.messages.kbytes": "8192",
                // A waiting fetch keeps a partition that is added from being read, and 10 ms would
                // cost an idle broker 7 % of a core instead of 2.
                "auto.commit.interval.ms": "500",
                "fetch.wait.max.ms": "100",
                "session.timeout.ms": "10000",
                "heartbeat.interval.ms": "1000",
                // Partitions that a topic gets are heard of within this time, not within five minutes.
                "topic.metadata.refresh.interval.ms": "10000",
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
            // A short queue stays in the processor's cache: 0.7 CPU-s per million records, 1.3 with
            // 100,000. At 5 ms of linger and 10 of round trip it still carries 600,000 a second.
            "queue.buffering.max.messages": "10000",
            "socket.keepalive.enable": "true",
        ])

    /// A client that connects to nobody.
    static let none = ClientProperties(fixed: [:], standard: [:])

    /// A client that only asks.
    static let cluster = ClientProperties(
        fixed: ["isolation.level": "read_committed"],
        standard: [
            "socket.keepalive.enable": "true",
            // A broker that hangs up at once is told of only so: the port of another protocol.
            "log.connection.close": "true",
        ])
}

/// Another way to the brokers: a listener of its own on each, which clients are told to find elsewhere,
/// at a proxy that leads there.
public struct KafkaDetour: Sendable {
    /// The listener's: capital letters and digits.
    let name: String
    /// By broker: where it listens.
    let listening: [UInt16]
    /// By broker: where clients are sent.
    let advertised: [UInt16]

    public init(name: String, listening: [UInt16], advertised: [UInt16]) {
        self.name = name
        self.listening = listening
        self.advertised = advertised
    }

    /// How a client comes by this way.
    public var brokers: String {
        advertised.map { "127.0.0.1:\($0)" }.joined(separator: ",")
    }
}

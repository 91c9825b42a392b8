extension SessionSettings {
    /// As bytes, the same as inside a checkpoint: what is stored beside a partition.
    public var encoded: [UInt8] {
        var writer = StateWriter()
        writer.append(self)
        return writer.bytes
    }

    public init(encoded bytes: [UInt8]) throws(CheckpointError) {
        var reader = StateReader(bytes)
        self = try reader.settings()
    }
}

extension PartitionState {
    /// Goes on with other settings from here on. Sessions that they would have closed already close
    /// at the next record or tick.
    public mutating func change(_ settings: SessionSettings) throws(CheckpointError) {
        self = try PartitionState(checkpoint: checkpoint(with: settings))
    }
}

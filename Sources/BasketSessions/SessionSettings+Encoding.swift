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
    /// Goes on with other settings from here on. What would be closed under them closes at once;
    /// sessions that a longer gap would have joined stay apart until an event lies near both. A
    /// checkpoint under way is abandoned.
    ///
    /// - Precondition: the rows of touched baskets have been taken.
    public mutating func change(
        _ settings: SessionSettings, into effects: inout Effects
    ) throws(CheckpointError) {
        precondition(touched.isEmpty, "Rows are taken before the settings change.")
        history.forgetLongestAway(keeping: settings.rememberedShoppers)
        self = try PartitionState(
            checkpoint: checkpoint(with: settings, .plain), .plain, mayHoldClosed: true)
        fireTimers(into: &effects)
    }
}

extension StateReader {
    /// Settings, as StateWriter+Settings writes them, up to the end.
    mutating func settings() throws(CheckpointError) -> SessionSettings {
        var settings = try settingsWithoutLimits()
        // Stored before there were limits.
        guard !isAtEnd else { return settings }
        settings.longestMilliseconds = try number()
        settings.mostEvents = Int(try number(Int64.self))
        settings.openSessions = Int(try number(Int64.self))
        // Stored while quarantine kept every record.
        if !isAtEnd { settings.mostQuarantined = Int(try number(Int64.self)) }
        guard settings.areSound else { throw .damaged("its settings cannot be") }
        return settings
    }

    /// Settings as they were before sessions had limits, with whatever follows them.
    mutating func settingsWithoutLimits() throws(CheckpointError) -> SessionSettings {
        var settings = SessionSettings()
        settings.gapMilliseconds = try number()
        settings.disorderMilliseconds = try number()
        settings.aheadMilliseconds = try number()
        settings.silenceMilliseconds = try all { (reader) throws(CheckpointError) in
            try reader.number()
        }
        settings.rememberedShoppers = Int(try number(Int64.self))
        settings.rememberedMilliseconds = try number()
        settings.liftLimits()
        guard settings.areSound else { throw .damaged("its settings cannot be") }
        return settings
    }
}

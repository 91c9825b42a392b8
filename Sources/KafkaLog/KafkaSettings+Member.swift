extension KafkaSettings {
    /// The same for one of several members that share these settings in one process.
    ///
    /// A `group.instance.id` belongs to one member alone, else each throws the others out of the
    /// group: the first has it as it is, the second with `-2` at its end, and so on.
    public func ofMember(_ number: Int) -> KafkaSettings {
        var settings = self
        if number > 1, let id = properties["group.instance.id"] {
            settings.properties["group.instance.id"] = "\(id)-\(number)"
        }
        return settings
    }
}

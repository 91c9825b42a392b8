/// Settings in the form in which they are stored wherever they are: beside a partition, with a
/// recorded change, in a checkpoint's head. StateReader+Settings reads it.
extension StateWriter {
    mutating func append(_ settings: SessionSettings) {
        append(settings.gapMilliseconds)
        append(settings.disorderMilliseconds)
        append(settings.aheadMilliseconds)
        append(UInt32(settings.silenceMilliseconds.count))
        for threshold in settings.silenceMilliseconds { append(threshold) }
        append(Int64(settings.rememberedShoppers))
        append(settings.rememberedMilliseconds)
        append(settings.longestMilliseconds)
        append(Int64(settings.mostEvents))
        append(Int64(settings.openSessions))
        append(Int64(settings.mostQuarantined))
    }
}

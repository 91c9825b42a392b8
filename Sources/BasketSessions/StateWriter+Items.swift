import BasketEvents

/// Sessions and remembered shoppers, field by field. StateReader+Items reads them in the same order.
///
/// What is random (hashes) stands together, and what is small together: that packs best. Nothing in
/// an item hangs on the item before it.
extension StateWriter {
    mutating func append(_ session: OpenSession, _ ids: RememberedIDs, _ head: CheckpointHead) {
        append(session.shopper)
        append(session.ids.count)
        if Int(session.ids.count) == SessionLimit.rememberedIDs { append(session.ids.oldest) }
        ids.forEach(in: session.ids) { append($0) }

        append(small: UInt64(bitPattern: head.ledger.nextOffset &- 1 &- session.key.offset))
        append(near: head.watermark.milliseconds &- session.end)
        append(small: UInt64(bitPattern: session.end &- session.start))
        append(session.lastEvent.rawValue)
        append(small: UInt64(session.views))
        append(small: UInt64(session.productViews))
        append(small: UInt64(session.cancels))
        append(session.nextSilence)

        let end = session.endMark
        for view in [session.lastView, session.previousView] {
            append(view.mark, before: end)
            append(view.said.rawValue)
        }
        for word in [session.device, session.channel, session.country] {
            append(word.mark, before: end)
            append(small: UInt64(word.said))
        }
        append(session.lastCancel, before: end)
        append(small: UInt64(session.recent.back.0 &+ 1))
        append(small: UInt64(session.recent.back.1 &+ 1))
        append(small: UInt64(session.recent.back.2 &+ 1))
    }

    /// 0: never; else how far before the session's end, plus 1.
    private mutating func append(_ mark: SessionMark, before end: SessionMark) {
        append(small: mark == .never ? 0 : UInt64(end.raw &- mark.raw &+ 1))
    }

    mutating func append(_ entry: ShopperHistory.Entry, _ head: CheckpointHead) {
        append(entry.shopper)
        append(near: head.watermark.milliseconds &- entry.end)
        append(small: UInt64(entry.sessions))
        append(small: UInt64(entry.purchases))
    }
}

extension OpenSession {
    /// Its end, as its other times are kept.
    var endMark: SessionMark { SessionMark(milliseconds: end - start) }
}

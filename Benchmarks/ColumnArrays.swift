import BasketEvents
import BasketSessions
import BasketStore

/// Rows of `basket` as PostgreSQL's binary arrays, one a column.
struct ColumnArrays {
    enum ColumnType: UInt32 {
        case bool = 16
        case bytea = 17
        case int8 = 20
        case int4 = 23
        case text = 25
        case float8 = 701
        case timestamptz = 1184
        case jsonb = 3802

        var array: UInt32 {
            switch self {
            case .bool: 1000
            case .bytea: 1001
            case .int8: 1016
            case .int4: 1007
            case .text: 1009
            case .float8: 1022
            case .timestamptz: 1185
            case .jsonb: 3807
            }
        }
    }

    static let columns: [(name: String, type: ColumnType)] = [
        ("session_key", .int8), ("shopper_id", .text), ("shop_session_id", .text),
        ("device", .text), ("channel", .text), ("country", .text), ("started_at", .timestamptz),
        ("last_event_at", .timestamptz), ("views", .int4), ("adds", .int4), ("removes", .int4),
        ("checkouts", .int4), ("cancels", .int4), ("purchases", .int4), ("items", .int8),
        ("products", .int4), ("basket_value_minor", .int8), ("currency", .text),
        ("values_by_currency", .jsonb), ("shipping_minor", .int8), ("shipping_currency", .text),
        ("highest_step", .int4), ("moments", .int4), ("is_scorable", .bool),
        ("risk", .float8), ("logit", .int8), ("model_version", .int4), ("cause", .text),
        ("scored_at", .timestamptz), ("score_ordinal", .int4), ("score_offset", .int8),
        ("contributions", .bytea),
    ]

    private(set) var arrays: [[UInt8]]
    private var column = 0

    init(_ flush: PartitionFlush, _ rows: Range<Int>) {
        arrays = Self.columns.map { column in
            var bytes: [UInt8] = []
            // Dimensions, whether there are nulls, element type, count, lower bound.
            for word in [1, 1, Int32(column.type.rawValue), Int32(rows.count), 1] as [Int32] {
                bytes.append(bigEndian: word)
            }
            return bytes
        }
        flush.basketTexts.bytes.withUnsafeBytes { texts in
            for row in rows {
                column = 0
                addSession(flush.baskets[row], texts)
                addScore(flush, Int(flush.scoreIndex[row]))
            }
        }
    }

    private mutating func addSession(_ basket: BasketSnapshot, _ texts: UnsafeRawBufferPointer) {
        let (facts, words) = (basket.facts, basket.texts)
        put(basket.session.rawValue)
        for range in [
            words.shopperID, words.shopSessionID, words.device, words.channel, words.country,
        ] {
            put(texts, range)
        }
        put(facts.start)
        put(facts.end)
        for count in [
            facts.views, facts.adds, facts.removes, facts.checkouts, facts.cancels, facts.purchases,
        ] {
            put(Int32(count))
        }
        put(facts.items)
        put(Int32(facts.products))
        put(facts.currencies == 1 ? facts.valueMinor : nil)
        put(facts.currencies == 1 ? facts.currency : .none)
        put(Int64?.none)  // the simulated shop has one currency
        put(facts.shippingMinor >= 0 ? facts.shippingMinor : nil)
        put(facts.shippingMinor >= 0 ? facts.shippingCurrency : .none)
        put(facts.highestStep >= 0 ? facts.highestStep : nil)
        put(Int32(basket.moments))
        append([basket.isScorable ? 1 : 0])
    }

    private mutating func addScore(_ flush: PartitionFlush, _ place: Int) {
        guard place >= 0 else {
            while column < Self.columns.count { append(nil) }
            return
        }
        let moment = flush.effects.moments[place]
        put(Int64(bitPattern: flush.scores.risks[place].bitPattern))
        put(flush.scores.logits[place])
        put(flush.scores.modelVersion)
        append(Array("\(moment.cause.word)".utf8))
        put(moment.time)
        put(Int32(moment.ordinal))
        put(moment.offset)
        var contributions: [UInt8] = []
        let start = place * flush.scores.featureCount
        for value in flush.scores.contributions[start..<start + flush.scores.featureCount] {
            contributions.append(bigEndian: value)
        }
        append(contributions)
    }

    private mutating func put(_ value: (some FixedWidthInteger)?) {
        guard let value else { return append(nil) }
        var bytes: [UInt8] = []
        bytes.append(bigEndian: value)
        append(bytes)
    }

    private mutating func put(_ time: EventTime) {
        put((time.milliseconds - 946_684_800_000) * 1_000)
    }

    private mutating func put(_ currency: Currency) {
        append(currency == .none ? nil : Array("\(currency)".utf8))
    }

    private mutating func put(_ texts: UnsafeRawBufferPointer, _ range: TextRange) {
        guard range.count > 0 else { return append(nil) }
        append(Array(texts[Int(range.start)..<Int(range.start) + Int(range.count)]))
    }

    /// A value behind its length; NULL for `nil`.
    private mutating func append(_ value: [UInt8]?) {
        arrays[column].append(bigEndian: Int32(value?.count ?? -1))
        if let value { arrays[column] += value }
        column += 1
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

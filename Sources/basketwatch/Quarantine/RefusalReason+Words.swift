import BasketEvents

extension RefusalReason {
    /// What the reason says of the record, and what to do about it: as docs/events.md has them.
    var inWords: (meaning: String, advice: String) {
        switch self {
        case .emptyRecord:
            ("no value, or one of no bytes (a tombstone)", "don't send tombstones to this topic")
        case .recordTooLarge:
            (
                "more than 65,536 bytes; its first 65,536 are kept, with its size",
                "send the event, not the page"
            )
        case .badJSON:
            ("not JSON", "look at the bytes; often cut short, or two records in one")
        case .badUTF8:
            (
                "a text holds bytes that are no UTF-8",
                "convert at the producer (Latin-1 is the usual one)"
            )
        case .nestedTooDeep:
            ("more than 32 levels", "flatten it, or leave it out")
        case .notAnObject:
            ("JSON, but an array, text, number or literal", "one record an event: split batches")
        case .repeatedField:
            ("one of our fields stands twice", "send it once: readers disagree about which counts")
        case .wrongFieldType:
            (
                #"a number where a text belongs, `"10"` for 10, or the like"#,
                "see the table of fields"
            )
        case .loneSurrogate:
            (
                #"a text of ours holds half a `\ud83d\ude00` pair"#,
                "don't cut texts between the two halves"
            )
        case .nulInText:
            (#"a text of ours holds `\u0000`"#, "strip it")
        case .idTooLong:
            ("an id of more than 256 bytes", "hash it")
        case .textTooLong:
            ("a text of more than 4,096 bytes", "cut it")
        case .notAWholeNumber:
            (
                "a number of ours has a fraction",
                "send minor units, and milliseconds without a fraction"
            )
        case .missingType, .unknownType:
            ("no type, or none of the six", "map the shop's own names at the producer")
        case .missingTime:
            ("neither `time_ms` nor `time`", "send when the shopper did it")
        case .badTime:
            ("`time` is no RFC 3339 time", "give a full date, time and offset")
        case .timeOutOfRange:
            (
                "before 2000 or after 2100-01-01",
                "often seconds or microseconds sent as milliseconds"
            )
        case .missingID, .missingShopper:
            ("no such id", "without them nothing can be counted once, or for anybody")
        case .negativeQuantity:
            ("below 0", "send `remove_from_basket` with what was removed")
        case .quantityOutOfRange:
            ("0, or above 1,000,000", "an absurd quantity would drown a basket's value")
        case .missingProduct, .missingQuantity:
            ("an add or remove without it", "send what was added, and how many")
        case .negativeAmount:
            ("below 0", "discounts and refunds are no price")
        case .amountOutOfRange:
            ("above 10^12", "check the unit")
        case .missingCurrency, .badCurrency:
            (
                "an amount without a currency, or no three capital letters",
                "amounts of unknown currency can't be added up"
            )
        case .stepOutOfRange:
            ("below 0 or above 1,000", "number the steps from 1")
        case .keyIsAnotherShopper:
            (
                "the Kafka key is not the `shopper_id`",
                "key by `shopper_id`, or not at all: else a session is split over partitions"
            )
        case .late:
            (
                "the event is good, but its session has closed",
                "allow more disorder, or find what holds events back"
            )
        }
    }
}

import BasketEvents
import Testing

@testable import BasketTraffic

@Suite("A damage")
struct DamageTests {
    @Test(
        "spoils an event of any type for a reason of its own",
        arguments: [
            (Damage.emptied, RefusalReason.emptyRecord), (.badUTF8, .badUTF8),
            (.truncated, .badJSON), (.loneSurrogate, .loneSurrogate),
            (.unknownType, .unknownType), (.missingType, .missingType),
            (.missingShopper, .missingShopper), (.wrongFieldType, .wrongFieldType),
            (.absurdTime, .timeOutOfRange), (.negativeQuantity, .negativeQuantity),
            (.repeatedField, .repeatedField), (.wrapped, .notAnObject),
        ])
    func reasons(damage: Damage, reason: RefusalReason) {
        var random = SeededRandom(seed: 3)
        var reader = EventReader()
        var types: Set<EventType> = []

        for record in Recording(TrafficSettings(), limit: 5_000).records
        where types.insert(record.emission.type).inserted {
            let spoiled = damage.spoil(record.value, &random)
            let refusal = spoiled.withUnsafeBytes { reader.read($0) }
            #expect(refusal == reason, "\(record.emission.type)")
        }
        #expect(types.count == EventType.allCases.count)
    }
}

import Testing

@testable import BasketEvents

@Suite("A field's name")
struct EventFieldTests {
    @Test("leads to the field")
    func found() {
        let names = EventFieldNames()
        for field in EventField.allCases {
            #expect(EventFieldTests.find("\(field.name)", in: names) == field)
        }
    }

    @Test("leads nowhere with one byte changed, more or less")
    func notFound() {
        let names = EventFieldNames()
        let known = Set(EventField.allCases.map { "\($0.name)" })
        for name in known {
            for place in name.indices {
                var changed = name
                changed.replaceSubrange(place...place, with: "x")
                #expect(EventFieldTests.find(changed, in: names) == nil)
                changed = name
                changed.remove(at: place)
                #expect(known.contains(changed) || EventFieldTests.find(changed, in: names) == nil)
            }
            for more in [name + "x", "x" + name, name + "\0", name + "xxxxxxxxxxxxxxxx", ""] {
                #expect(EventFieldTests.find(more, in: names) == nil)
            }
        }
    }

    @Test("fits into the sixteen bytes that are looked at")
    func fits() {
        #expect(EventField.allCases.allSatisfy { $0.name.utf8CodeUnitCount <= 16 })
    }

    /// What follows a key in a record must not matter.
    private static func find(_ key: String, in names: borrowing EventFieldNames) -> EventField? {
        let bytes = Array(key.utf8) + Array(repeating: UInt8(ascii: "\""), count: 16)
        return bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.flatMap { names.field($0, count: key.utf8.count) }
        }
    }
}

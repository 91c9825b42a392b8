/// What a record holds of our fields, before anything but its form has been checked.
struct FoundFields: ~Copyable {
    private struct Sets {
        /// Every field that was there, `null` included.
        var seen = EventFieldSet()
        var repeated = EventFieldSet()
        var texts = EventFieldSet()
        var numbers = EventFieldSet()
        /// Fields that hold `true`, `false`, an object or an array.
        var others = EventFieldSet()
        var withNUL = EventFieldSet()
        var withLoneSurrogate = EventFieldSet()
        var longerThanIDs = EventFieldSet()
        var longerThanTexts = EventFieldSet()
        var fractions = EventFieldSet()
    }

    private var sets = Sets()
    /// What the sets say is there; the rest is left over from records before.
    private var textValues = InlineArray<19, BorrowedText>(repeating: .absent)
    private var numberValues = InlineArray<19, Int64>(repeating: 0)

    /// Forgets the record before.
    @inline(__always)
    mutating func clear() {
        sets = Sets()
    }

    @inline(__always)
    mutating func see(_ field: EventField) {
        if sets.seen.contains(field) { sets.repeated.insert(field) }
        sets.seen.insert(field)
    }

    @inline(__always)
    mutating func put(_ text: ScannedText, in field: EventField) {
        // An empty text is one way to leave a field out.
        guard text.count > 0 else {
            if !EventFieldSet.texts.contains(field) { sets.others.insert(field) }
            return
        }
        sets.texts.insert(field)
        textValues[Int(field.rawValue)] = BorrowedText(base: text.start, count: text.count)
        if text.count > EventLimits.idBytes { noteLength(text.count, of: field) }
        if text.hasNUL { sets.withNUL.insert(field) }
        if text.hasLoneSurrogate { sets.withLoneSurrogate.insert(field) }
    }

    @inline(__always)
    mutating func put(_ number: ScannedNumber, in field: EventField) {
        sets.numbers.insert(field)
        numberValues[Int(field.rawValue)] = number.value
        if !number.isWhole { sets.fractions.insert(field) }
    }

    mutating func putOther(in field: EventField) {
        sets.others.insert(field)
    }

    @inline(__always)
    func hasText(_ field: EventField) -> Bool {
        sets.texts.contains(field)
    }

    /// Whether one of these fields is there with a number.
    @inline(__always)
    func hasNumber(in fields: EventFieldSet) -> Bool {
        sets.numbers.meets(fields)
    }

    /// The text of a field, absent unless it is there and not empty.
    @inline(__always)
    func text(_ field: EventField) -> BorrowedText {
        sets.texts.contains(field) ? textValues[Int(field.rawValue)] : .absent
    }

    @inline(__always)
    func number(_ field: EventField) -> Int64? {
        sets.numbers.contains(field) ? numberValues[Int(field.rawValue)] : nil
    }

    /// What is wrong with fields as such, whatever they mean.
    var flaw: RefusalReason? {
        if !sets.repeated.isEmpty { return .repeatedField }
        if !sets.others.isEmpty || sets.texts.meets(.numbers) || sets.numbers.meets(.texts) {
            return .wrongFieldType
        }
        if !sets.withLoneSurrogate.isEmpty { return .loneSurrogate }
        if !sets.withNUL.isEmpty { return .nulInText }
        if sets.longerThanIDs.meets(.ids) { return .idTooLong }
        if !sets.longerThanTexts.isEmpty { return .textTooLong }
        if !sets.fractions.isEmpty { return .notAWholeNumber }
        return nil
    }

    private mutating func noteLength(_ count: Int, of field: EventField) {
        sets.longerThanIDs.insert(field)
        if count > EventLimits.textBytes { sets.longerThanTexts.insert(field) }
    }
}

/// What a record holds of our fields, before anything but its form has been checked.
struct FoundFields: ~Copyable {
    /// Every field that was there, `null` included.
    private(set) var seen = EventFieldSet()
    private(set) var repeated = EventFieldSet()
    private(set) var texts = EventFieldSet()
    private(set) var numbers = EventFieldSet()
    /// Fields that hold `true`, `false`, an object or an array.
    private var others = EventFieldSet()
    private var withNUL = EventFieldSet()
    private var withLoneSurrogate = EventFieldSet()
    private var longerThanIDs = EventFieldSet()
    private var longerThanTexts = EventFieldSet()
    private var fractions = EventFieldSet()
    private var textValues = InlineArray<19, BorrowedText>(repeating: .absent)
    private var numberValues = InlineArray<19, Int64>(repeating: 0)

    /// Forgets the record before. Values stay where they are: the sets say which of them count.
    @inline(__always)
    mutating func clear() {
        seen = EventFieldSet()
        repeated = EventFieldSet()
        texts = EventFieldSet()
        numbers = EventFieldSet()
        others = EventFieldSet()
        withNUL = EventFieldSet()
        withLoneSurrogate = EventFieldSet()
        longerThanIDs = EventFieldSet()
        longerThanTexts = EventFieldSet()
        fractions = EventFieldSet()
    }

    @inline(__always)
    mutating func see(_ field: EventField) {
        if seen.contains(field) { repeated.insert(field) }
        seen.insert(field)
    }

    @inline(__always)
    mutating func put(_ text: ScannedText, in field: EventField) {
        // An empty text is one way to leave a field out.
        guard text.count > 0 else {
            if !EventFieldSet.texts.contains(field) { others.insert(field) }
            return
        }
        texts.insert(field)
        textValues[Int(field.rawValue)] = BorrowedText(base: text.start, count: text.count)
        if text.count > EventLimits.idBytes { noteLength(text.count, of: field) }
        if text.hasNUL { withNUL.insert(field) }
        if text.hasLoneSurrogate { withLoneSurrogate.insert(field) }
    }

    @inline(__always)
    mutating func put(_ number: ScannedNumber, in field: EventField) {
        numbers.insert(field)
        numberValues[Int(field.rawValue)] = number.value
        if !number.isWhole { fractions.insert(field) }
    }

    mutating func putOther(in field: EventField) {
        others.insert(field)
    }

    /// The text of a field, absent unless it is there and not empty.
    @inline(__always)
    func text(_ field: EventField) -> BorrowedText {
        texts.contains(field) ? textValues[Int(field.rawValue)] : .absent
    }

    @inline(__always)
    func number(_ field: EventField) -> Int64? {
        numbers.contains(field) ? numberValues[Int(field.rawValue)] : nil
    }

    /// What is wrong with fields as such, whatever they mean.
    var flaw: RefusalReason? {
        if !repeated.isEmpty { return .repeatedField }
        if !others.isEmpty || texts.meets(.numbers) || numbers.meets(.texts) {
            return .wrongFieldType
        }
        if !withLoneSurrogate.isEmpty { return .loneSurrogate }
        if !withNUL.isEmpty { return .nulInText }
        if longerThanIDs.meets(.ids) { return .idTooLong }
        if !longerThanTexts.isEmpty { return .textTooLong }
        if !fractions.isEmpty { return .notAWholeNumber }
        return nil
    }

    private mutating func noteLength(_ count: Int, of field: EventField) {
        longerThanIDs.insert(field)
        if count > EventLimits.textBytes { longerThanTexts.insert(field) }
    }
}

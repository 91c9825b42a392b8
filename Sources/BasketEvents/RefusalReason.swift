/// Why a record could not be used. Stored with its bytes in `quarantine.reason`.
///
/// The cases stand in the order in which they are looked for: the first that applies is given.
/// The raw value is stable: analysts filter by it. docs/events.md says what each means and what to do.
public enum RefusalReason: String, Error, CaseIterable, Hashable, Sendable {
    case emptyRecord = "empty_record"
    case recordTooLarge = "record_too_large"
    case badJSON = "bad_json"
    case badUTF8 = "bad_utf8"
    case nestedTooDeep = "nested_too_deep"
    case notAnObject = "not_an_object"
    case repeatedField = "repeated_field"
    case wrongFieldType = "wrong_field_type"
    case loneSurrogate = "lone_surrogate"
    case nulInText = "nul_in_text"
    case idTooLong = "id_too_long"
    case textTooLong = "text_too_long"
    case notAWholeNumber = "not_a_whole_number"
    case missingType = "missing_type"
    case unknownType = "unknown_type"
    case missingTime = "missing_time"
    case badTime = "bad_time"
    case timeOutOfRange = "time_out_of_range"
    case missingID = "missing_id"
    case missingShopper = "missing_shopper_id"
    case negativeQuantity = "negative_quantity"
    case quantityOutOfRange = "quantity_out_of_range"
    case missingProduct = "missing_product_id"
    case missingQuantity = "missing_quantity"
    case negativeAmount = "negative_amount"
    case amountOutOfRange = "amount_out_of_range"
    case missingCurrency = "missing_currency"
    case badCurrency = "bad_currency"
    case stepOutOfRange = "step_out_of_range"
    /// The Kafka key is another id than `shopper_id`.
    case keyIsAnotherShopper = "key_is_another_shopper"
    /// The event was good but its session had closed; kept so that it can amend the outcome.
    case late = "late"
}

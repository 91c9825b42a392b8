import BasketRisk
import BasketStore

extension RiskModel {
    /// Reads a stored model; `nil`: one of a family, a format or with features that this program does
    /// not know.
    init?(_ record: ModelRecord) {
        guard record.kind == "logistic" else { return nil }
        do throws(RiskModelError) {
            self = try RiskModel(text: String(decoding: record.encoded, as: UTF8.self))
        } catch {
            return nil
        }
    }
}

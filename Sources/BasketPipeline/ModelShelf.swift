import BasketRisk
import BasketStore

/// The models that scores were made with, each read once.
final class ModelShelf {
    private let snapshot: StoreSnapshot
    private var known: [Int32: RiskModel?] = [:]

    init(_ snapshot: StoreSnapshot) {
        self.snapshot = snapshot
    }

    /// - Returns: `nil` for one that is not stored or that this program does not know to read.
    func find(_ version: Int32) throws -> RiskModel? {
        if let found = known[version] { return found }
        let model = try snapshot.model(version).flatMap { RiskModel($0) }
        known[version] = .some(model)
        return model
    }
}

/// Why a stored model could not be read, and what to do about it.
public enum RiskModelError: Error, Hashable {
    /// The text does not begin as a model's does.
    case notAModel
    /// It was stored by a newer program, in a format this one does not know.
    case newerFormat(String)
    /// Its checksum is missing or another one: it was cut off or changed.
    case damaged
    /// A line is not what a model holds at this place.
    case unexpectedLine(Int, wanted: String)
    /// It has other features, or other bins of a feature, than this program computes.
    case otherBins(feature: String, wanted: Int, found: Int)
}

extension RiskModelError: CustomStringConvertible {
    /// What failed, on which thing, and the next step. Never the model's content.
    public var description: String {
        switch self {
        case .notAModel:
            "The stored model is no model of this program: its first line says something else. "
                + "Restore it from a backup, or remove its row to go on with the version before."
        case .newerFormat(let format):
            "The stored model has format '\(format)', and this program reads format "
                + "\(RiskModel.textFormat). Use the program that stored it, or a newer one."
        case .damaged:
            "The stored model is damaged: its checksum does not fit. "
                + "Restore it from a backup, or remove its row to go on with the version before."
        case .unexpectedLine(let line, let wanted):
            "The stored model's line \(line) should be \(wanted). "
                + "Use the program that stored it, or train a new version."
        case .otherBins(let feature, let wanted, let found):
            "The stored model has \(found) weights for '\(feature)', and this program has "
                + "\(wanted) bins. Use the program that stored it, or train a new version."
        }
    }
}

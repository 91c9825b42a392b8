import BasketConsole
import BasketEvents
import BasketRisk
import BasketSessions

/// What raises a risk most, in words: as SQL's `basketwatch.reasons` says it, without a database.
struct ReplayReasons {
    /// A tenth of a logit moves a middling risk by 2.5 points: less is no reason.
    private static let least: Int64 = (RiskModel.unitsPerOne + 5) / 10
    private static let count = 3

    let moment: Moment
    let texts: ReplayTexts

    /// The strongest first, at most three.
    ///
    /// - Parameter contributions: one a feature, in units of 2^-20.
    func texts(_ contributions: ArraySlice<Int32>) -> [String] {
        var reasons: [(text: String, weight: Int64)] = []
        for (feature, contribution) in zip(RiskFeature.allCases, contributions)
        where contribution > 0 && !feature.phrase.isEmpty {
            guard let text = filled(feature.phrase) else { continue }
            if let at = reasons.firstIndex(where: { $0.text == text }) {
                reasons[at].weight += Int64(contribution)
            } else {
                reasons.append((text, Int64(contribution)))
            }
        }
        // Equal weights stay in the features' order.
        let ranked = reasons.enumerated()
            .filter { $0.element.weight >= ReplayReasons.least }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        return ranked.prefix(ReplayReasons.count).map(\.element.text)
    }

    /// The phrase with the moment's values for the words in braces; `nil` where it has no such value.
    private func filled(_ phrase: String) -> String? {
        guard let open = phrase.firstIndex(of: "{"), let close = phrase.firstIndex(of: "}") else {
            return phrase
        }
        guard let word = value(of: phrase[phrase.index(after: open)..<close]) else { return nil }
        return phrase[..<open] + word + phrase[phrase.index(after: close)...]
    }

    private func value(of name: Substring) -> String? {
        let facts = moment.facts
        return switch name {
        case "shipping_share": shippingShare
        case "shipping": money(facts.shippingMinor, facts.shippingCurrency)
        case "value": facts.currencies == 1 ? money(facts.valueMinor, facts.currency) : nil
        case "items": "\(facts.items)"
        case "silence": length(moment.silenceMilliseconds)
        case "age": length(moment.time.milliseconds - facts.start.milliseconds)
        case "views": "\(facts.views)"
        case "adds": "\(facts.adds)"
        case "removes": "\(facts.removes)"
        case "checkouts": "\(facts.checkouts)"
        case "step": facts.highestStep >= 0 ? "\(facts.highestStep)" : nil
        case "device": texts.device
        case "channel": texts.channel
        case "country": texts.country
        default: nil
        }
    }

    /// In whole percent of the basket's value, halves rounded up.
    private var shippingShare: String? {
        let facts = moment.facts
        guard facts.shippingMinor >= 0, facts.currencies == 1, facts.valueMinor > 0,
            facts.shippingCurrency == facts.currency
        else { return nil }
        let value = Int128(facts.valueMinor)
        return "\((200 * Int128(facts.shippingMinor) + value) / (2 * value)) %"
    }

    private func money(_ minor: Int64, _ currency: Currency) -> String? {
        guard minor >= 0, currency != .none else { return nil }
        // SQL does not group the thousands here.
        return Figure.money(minor, currency.description).replacing(",", with: "")
    }

    private func length(_ milliseconds: Int64) -> String? {
        let seconds = milliseconds / 1_000
        return switch seconds {
        case ..<1: nil
        case ..<60: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        default: "\(seconds / 3_600) h"
        }
    }
}

import BasketConsole
import BasketEvents
import BasketStore

struct ExplainCommand: Command {
    static let name = "explain"
    static let summary = "Show how a shopper's scores came about."
    static let note = """
        A risk is 1 / (1 + e^-logit); the logit is the sum of the contributions, of which the largest are \
        drawn: those above 0 make it likelier that the basket is abandoned. Names of features are \
        explained in docs/model.md. Moments are there as far as `run --score-history` keeps them. --json \
        prints one object a session, with logits and contributions as whole numbers of 2^-20, amounts in \
        minor units (cents), and names as in the views basket_sessions and score_history (docs/sql.md). \
        Ends with 1 when the shopper has no session with a basket.
        """
    static let settings =
        SettingList(.sessions, .lookback, .contributions, .json)
        + .store
    static let operands = Operands(
        "SHOPPER", "whose sessions: the key of the shopper's events; behind -- if it begins with -")
    static let examples = [
        Example("explain u-2404", "the open session and the last closed ones"),
        Example(
            "explain u-2404 --sessions 1 --contributions 10 --json", "the last one, for programs"),
    ]

    func run(_ settings: Settings, operands: [String], on console: Console) throws -> ExitCode {
        let store = StoreSettings(settings, on: console)
        let reader = try StoreReader(store)
        let search = ShopperSearch(settings, shopper: operands[0], schema: store.schema)
        let sessions = try search.sessions(reader)
        guard !sessions.isEmpty else { throw try search.absence(asking: reader) }
        for (place, session) in sessions.enumerated() {
            if settings[.json] {
                console.line(session.object.text)
            } else {
                if place > 0 { console.line() }
                let page = ExplainPage(session, largest: settings[.contributions])
                page.lines(for: console).forEach { console.line($0) }
            }
        }
        return .success
    }
}

extension Setting<Int> {
    static let sessions = Setting(
        "sessions", "how many sessions to show, the latest first", .integer(in: 1...1_000),
        standard: 3)
    static let contributions = Setting(
        "contributions",
        "how many contributions to draw at each moment beside the bias; the others are summed",
        .integer(in: 0...1_000), standard: 5)
}

extension Setting<Duration> {
    static let lookback = Setting(
        "lookback", "how far back closed sessions are looked for, from the latest event time",
        .duration(atMost: .seconds(36_500 * 86_400)), standard: .seconds(7 * 86_400))
}

import BasketStore

/// The store as a watcher asks it: connected anew once it was away.
final class WatchedStore {
    /// A reader that can be held and let go of: it is not copyable itself.
    private final class Held {
        let reader: StoreReader

        init(_ settings: StoreSettings) throws { reader = try StoreReader(settings) }
    }

    private let settings: StoreSettings
    private var held: Held?

    /// Connects. A store that does not answer at once is the caller's to tell of.
    init(_ settings: StoreSettings) throws {
        self.settings = settings
        held = try Held(settings)
    }

    /// Asks it.
    func ask<Answer>(_ question: (borrowing StoreReader) throws -> Answer) throws -> Answer {
        do {
            let held = try held ?? Held(settings)
            self.held = held
            return try question(held.reader)
        } catch {
            // Whether the connection still lives or not: the next question has one of its own.
            held = nil
            throw error
        }
    }
}

import Foundation

/// Which of our variables that may hold a secret a program we start is told: those that it needs.
struct Confided: OptionSet {
    let rawValue: Int

    /// libpq's own and the database's URL.
    static let database = Confided(rawValue: 1)
    /// Properties of Kafka's clients.
    static let kafka = Confided(rawValue: 2)

    /// Our environment without the secrets that are not confided.
    var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { name, _ in
            if name.hasPrefix("PG") || name == "BASKETWATCH_DATABASE_URL" {
                return contains(.database)
            }
            return !name.hasPrefix("BASKETWATCH_KAFKA_") || contains(.kafka)
        }
    }
}

import BasketConsole

/// What Kafka takes for a topic's name: told before anybody is asked, and for all that ask alike.
enum TopicName {
    static let rule = "1 to 249 of a-z, A-Z, 0-9, '.', '_' and '-'"

    static func isGood(_ name: String) -> Bool {
        let isPath = name == "." || name == ".."
        return !isPath && (1...249).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return character.isASCII
                    && (character.isLetter || character.isNumber || "._-".contains(character))
            }
    }

    /// - Throws: the rule, for a name that was given beside the flags.
    static func check(_ name: String) throws(CommandFailure) {
        guard isGood(name) else {
            throw .usage("A topic's name must be \(rule), not '\(name)'.")
        }
    }
}

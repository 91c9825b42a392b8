extension Console {
    /// Asks a question that yes or no answers.
    ///
    /// - Parameters:
    ///   - standard: The answer when only Enter is pressed.
    ///   - unattended: The answer when nobody is there to give one (standard input is no terminal).
    public func ask(_ question: String, standard: Bool, unattended: Bool) -> Bool {
        guard let readLine else { return unattended }
        eraseLive()
        while true {
            state.withLock { state in
                write("\(question) [\(standard ? "Y/n" : "y/N")] ", onOutput: false, &state)
            }
            guard let answer = readLine() else { return unattended }
            switch answer.lowercased() {
            case "": return standard
            case "y", "yes": return true
            case "n", "no": return false
            default: complaint("Please answer y or n.")
            }
        }
    }
}

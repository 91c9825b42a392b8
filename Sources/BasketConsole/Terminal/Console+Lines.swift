extension Console {
    /// A line of results, on standard output.
    public func line(_ text: String = "") {
        put(text, onOutput: true)
    }

    /// A line about the work, on standard error; not where `--quiet` was asked for.
    public func errorLine(_ text: String) {
        guard verbosity != .quiet else { return }
        put(text, onOutput: false)
    }

    /// A line that helps to find out what goes on, on standard error; only with `--verbose`.
    public func detail(_ text: @autoclosure () -> String) {
        guard verbosity == .verbose else { return }
        put(styledError(text(), [.dim]), onOutput: false)
    }

    /// A line of an error or a question, on standard error: always said.
    func complaint(_ text: String) {
        put(text, onOutput: false)
    }

    /// A table, on standard output; cut to the terminal's width.
    public func show(_ table: Table) {
        let lines = table.lines(width: width)
        guard let header = lines.first else { return }
        let body = [styled(header, [.bold])] + lines.dropFirst()
        put(body.joined(separator: "\n"), onOutput: true)
    }

    /// The text in lines that fit a terminal, wrapped at words; one line elsewhere.
    public func wrapped(_ text: String) -> [String] {
        // A line must not reach the last column, where a terminal would wrap it.
        guard isTerminal, let width else { return [text] }
        return HelpText.wrapped(text, width: width - 1).split(separator: "\n").map(String.init)
    }

    /// The text as it stands out on standard output; unchanged where there is no colour.
    public func styled(_ text: String, _ styles: [TextStyle]) -> String {
        output.isTerminal && hasColour ? Self.painted(text, styles) : text
    }

    /// The text as it stands out on standard error.
    public func styledError(_ text: String, _ styles: [TextStyle]) -> String {
        errors.isTerminal && hasColour ? Self.painted(text, styles) : text
    }

    private static func painted(_ text: String, _ styles: [TextStyle]) -> String {
        let codes = styles.map(\.rawValue).joined(separator: ";")
        return "\u{1B}[\(codes)m\(text)\u{1B}[0m"
    }

    private func put(_ text: String, onOutput: Bool) {
        state.withLock { state in
            let live = state.live
            erase(&state)
            write(text + "\n", onOutput: onOutput, &state)
            draw(live, onOutput: state.isLiveOnOutput, &state)
        }
    }

    func write(_ text: String, onOutput: Bool, _ state: inout State) {
        guard onOutput else {
            // Nowhere is left to say that standard error takes nothing.
            _ = errors.write(text)
            return
        }
        guard !state.isOutputClosed, state.outputFailure == nil else { return }
        switch output.write(text) {
        case nil: break
        case .closed: state.isOutputClosed = true
        case .other(let reason): state.outputFailure = reason
        }
    }
}

extension Console {
    /// Draws lines in place of the ones drawn before, at the bottom of a terminal.
    ///
    /// Does nothing where the stream is no terminal.
    func drawLive(_ lines: [String], onOutput: Bool) {
        guard onOutput ? output.isTerminal : errors.isTerminal else { return }
        state.withLock { state in
            erase(&state)
            draw(lines, onOutput: onOutput, &state)
        }
    }

    /// Takes what is drawn away.
    func eraseLive() {
        state.withLock { erase(&$0) }
    }

    /// Leaves what is drawn where it is: later lines come below it.
    func keepLive() {
        state.withLock { $0.live = [] }
    }

    func draw(_ lines: [String], onOutput: Bool, _ state: inout State) {
        guard !lines.isEmpty else { return }
        let (columns, rows) = size ?? (80, 24)
        // A line that wraps, or a block taller than the screen, could not be erased.
        let shown = lines.prefix(max(rows - 1, 1)).map { DisplayWidth.cut($0, to: columns - 1) }
        write(shown.joined(separator: "\n") + "\n", onOutput: onOutput, &state)
        state.live = Array(shown)
        state.isLiveOnOutput = onOutput
    }

    func erase(_ state: inout State) {
        guard !state.live.isEmpty else { return }
        // Up to the block's first line, then clear from there to the end of the screen.
        write("\u{1B}[\(state.live.count)A\u{1B}[J", onOutput: state.isLiveOnOutput, &state)
        state.live = []
    }
}

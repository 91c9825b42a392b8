import Testing

@testable import BasketConsole

@Suite("On a terminal")
struct TerminalTests {
    @Test("a progress bar is redrawn in place and ends in one line")
    func progress() {
        let recorded = RecordedConsole(isTerminal: true, width: 80)
        var bar = recorded.console.progress("publishing", total: 4000, unit: "events")
        bar.update(done: 10)
        recorded.pass(.seconds(2))
        bar.update(done: 1000)
        bar.update(done: 1001)
        recorded.pass(.seconds(6))
        bar.update(done: 4000)
        bar.finish()

        #expect(
            recorded.errors == """
                publishing  ██████░░░░░░░░░░░░░░░░░░   25 %  1,000 events, 500/s, 6 s left
                \u{1B}[1A\u{1B}[Jpublishing  ████████████████████████  100 %  4,000 events, 500/s
                \u{1B}[1A\u{1B}[Jpublishing  4,000 events in 8 s, 500/s

                """)
    }

    @Test("lines appear above a live screen")
    func liveScreen() {
        let recorded = RecordedConsole(isTerminal: true, width: 10)
        let console = recorded.console
        var screen = console.liveScreen()
        screen.show(["one", "a line too long"])
        console.line("above")
        screen.show(["two"])
        screen.finish()
        console.line("below")

        let up = "\u{1B}[2A\u{1B}[J"
        let block = "one\na line t…\n"
        #expect(recorded.output == "\(block)\(up)above\n\(block)\(up)two\nbelow\n")
    }

    @Test("words stand out, and widths do not count the colour")
    func colour() {
        let console = RecordedConsole(isTerminal: true).console
        let text = console.styled("risk", [.bold, .red])

        #expect(text == "\u{1B}[1;31mrisk\u{1B}[0m")
        #expect(DisplayWidth.of(text) == 4)
        #expect(DisplayWidth.cut(text + text, to: 6) == text + "\u{1B}[1;31mr…\u{1B}[0m")
    }

    @Test(
        "a question is answered",
        arguments: [
            (["y"], true), (["No"], false), ([""], true), (["what", "n"], false), ([], false),
        ] as [([String], Bool)])
    func ask(answers: [String], expected: Bool) {
        let console = RecordedConsole(answers: answers).console

        #expect(console.ask("Install it?", standard: true, unattended: false) == expected)
    }
}

@Suite("Where there is no terminal")
struct NoTerminalTests {
    @Test("a progress bar says a line now and then, and one at the end")
    func progress() {
        let recorded = RecordedConsole()
        var bar = recorded.console.progress("publishing", unit: "lines")
        for second in 1...12 {
            recorded.pass(.seconds(1))
            bar.update(done: second * 1000, share: Double(second) / 20)
        }
        bar.finish()

        #expect(
            recorded.errors == """
                publishing   50 %  10,000 lines, 1,000/s, 10 s left
                publishing  12,000 lines in 12 s, 1,000/s

                """)
    }

    @Test("a live screen prints one block below the other")
    func liveScreen() {
        let recorded = RecordedConsole()
        var screen = recorded.console.liveScreen()
        screen.show(["one", "two"])
        screen.show(["three"])
        screen.finish()

        #expect(recorded.output == "one\ntwo\n\nthree\n")
    }

    @Test("there is no colour, and nobody to answer")
    func plain() {
        let console = RecordedConsole().console

        #expect(console.styled("risk", [.bold]) == "risk")
        #expect(console.ask("Install it?", standard: true, unattended: false) == false)
        #expect(console.width == nil)
    }
}

@testable import BasketConsole
import Synchronization
import Testing

@Suite("A table")
struct TableTests {
    @Test("aligns words to the left, numbers to the right, money at both ends")
    func alignment() {
        var table = Table([.left("shopper"), .money("basket"), .right("risk"), .left("because")])
        table.add(["u-48213", "EUR 24.00", "0.94", "shipping is 94 % of the basket"])
        table.add(["naïve日本", "EUR 1,139.90", "12.41", ""])

        #expect(
            table.lines() == [
                "shopper     basket          risk   because",
                "u-48213     EUR    24.00    0.94   shipping is 94 % of the basket",
                "naïve日本   EUR 1,139.90   12.41",
            ])
    }

    @Test("is cut to the terminal's width")
    func width() {
        var table = Table([.left("a"), .left("b")])
        table.add(["日本日本", "a long text"])

        #expect(table.lines(width: 16) == ["a          b", "日本日本   a lo…"])
    }

    @Test(
        "goes on in further lines where its last column is wide, and is whole where there is no terminal"
    )
    func wrapping() {
        var table = Table([.left("who"), .wrapped("because")])
        table.add(["u-1", "shipping is 94 % of the basket; silent for over 5 min"])

        #expect(
            table.lines(width: 36) == [
                "who   because", "u-1   shipping is 94 % of the",
                "      basket; silent for over 5 min",
            ])
        #expect(table.lines().count == 2)
        let file = Mutex("")
        let console = Console(
            output: ConsoleStream(isTerminal: false) { text in
                file.withLock { $0 += text }
                return nil
            }, errors: ConsoleStream(isTerminal: true) { _ in nil })
        #expect(console.width == nil)
        console.show(table)
        #expect(file.withLock { $0.hasSuffix("silent for over 5 min\n") })
    }

    @Test("keeps a cell on its line")
    func lineBreaks() {
        var table = Table([.left("a")])
        table.add(["one\ntwo\tthree"])

        #expect(table.lines()[1] == "one two three")
    }

    @Test("shows a terminal's control codes instead of sending them")
    func controlCodes() {
        var table = Table([.left("a")])
        table.add(["u\u{1B}[31m\u{9B}x\u{7F}"])

        #expect(table.lines()[1] == #"u\u{1b}[31m\u{9b}x\u{7f}"#)
    }

    @Test("shows its headings when it is empty")
    func empty() {
        #expect(Table([.left("a"), .right("b")]).lines() == ["a   b"])
    }
}

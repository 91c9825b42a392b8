import BasketConsole
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

import BasketEvents
import Testing

@testable import BasketSessions

@Suite("A page's kind")
struct PageKindTests {
    @Test(
        "is told from words in its path",
        arguments: [
            ("/", PageKind.home), ("", .home), ("/home", .home), ("/index.html", .home),
            ("/basket.html", .basket), ("/CART", .basket), ("/checkout/yourinfo", .checkout),
            ("/store.html/search?q=shoes", .search), ("/signin.html", .account),
            ("/Google+Redesign/Apparel", .list), ("/category/men", .list),
            ("/privacy", .help), ("/about-us", .other), ("/registerproduct", .account),
            ("/productregister", .account), ("/checkoutcart", .basket), ("/shopping", .list),
            ("/shippin/", .other), ("/shoshipping", .checkout), ("/cacart", .basket),
            ("/ret{urn", .other), ("/RE\\u0054URN", .other), ("/\u{00E9}cart", .basket),
        ])
    func kind(path: String, expected: PageKind) {
        #expect(kind(path) == expected)
    }

    @Test("is the first of the list whose word the path holds", arguments: UInt64(0)..<50)
    func first(seed: UInt64) {
        let words: KeyValuePairs<String, PageKind> = [
            "basket": .basket, "cart": .basket, "checkout": .checkout, "payment": .checkout,
            "shipping": .checkout, "yourinfo": .checkout, "revieworder": .checkout,
            "ordercompleted": .checkout, "search": .search, "signin": .account, "login": .account,
            "register": .account, "account": .account, "help": .help, "return": .help,
            "contact": .help, "privacy": .help, "terms": .help, "product": .list,
            "category": .list, "shop": .list, "brand": .list, "redesign": .list, "home": .home,
            "index": .home,
        ]
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            var path = "//"
            for _ in 0...random.index(below: 3) {
                let word = words[random.index(below: words.count)].key
                // Pieces of words, so that they begin, break off and overlap.
                path += word.dropFirst(random.index(below: 2)).dropLast(random.index(below: 3))
                if random.chance(0.3) { path += "/" }
            }
            let expected = words.first { contains(path, $0.key) }?.value ?? .other
            #expect(kind(path) == expected, "\(path), seed \(seed)")
        }
    }

    @Test("of a product's own page is product, and of no page none")
    func withoutPath() {
        #expect(PageKind(page: .absent, isProduct: false) == .none)
        #expect(PageKind(page: .absent, isProduct: true) == .product)
    }

    private func kind(_ path: String) -> PageKind {
        var copy = path
        return copy.withUTF8 {
            PageKind(
                page: BorrowedText(base: $0.baseAddress, count: $0.count), isProduct: false)
        }
    }

    private func contains(_ path: String, _ word: String) -> Bool {
        let (path, word) = (Array(path.utf8), Array(word.utf8))
        guard path.count >= word.count else { return false }
        return (0...path.count - word.count).contains { path[$0...].starts(with: word) }
    }
}

import BasketEvents

/// What kind of page a view was of, told from its path or name.
///
/// Rough on purpose: the words that shops share. A page of no known kind is ``other``.
public enum PageKind: UInt8, CaseIterable, Sendable {
    case none
    case home
    case list
    case search
    case product
    case basket
    case checkout
    case account
    case help
    case other

    /// Tells the kind of a view: a product's own page, else by words in the page's path.
    public init(page: BorrowedText, isProduct: Bool) {
        if isProduct {
            self = .product
        } else if !page.isPresent {
            self = .none
        } else {
            self = PageKind.table.kind(of: page.bytes)
        }
    }
}

/// Finds the words that tell a page's kind, all in one pass over the path (the automaton of Aho and
/// Corasick, https://doi.org/10.1145/360825.360855). Of several words the first in the list counts.
private struct PageWords {
    /// The next state by state and letter; letters are numbered from 1, every other sign is 0.
    private var steps: [UInt8]
    /// By state: the row of the first word in the list that ends there, or no row.
    private var rows: [UInt8]
    private let kinds: [PageKind]

    private static let letters = 27

    init(_ words: KeyValuePairs<StaticString, PageKind>) {
        kinds = words.map(\.value)
        steps = Array(repeating: 0, count: PageWords.letters)
        rows = [.max]
        for (row, word) in words.enumerated() { add(word.key, row: UInt8(row)) }
        link()
    }

    func kind(of path: UnsafeRawBufferPointer) -> PageKind {
        if path.count <= 1 { return .home }
        var state = 0
        var row = UInt8.max
        for byte in path {
            state = Int(steps[state &* PageWords.letters &+ PageWords.letter(byte)])
            row = min(row, rows[state])
        }
        return row == .max ? .other : kinds[Int(row)]
    }

    /// Lower-cases by bit 5, which is right for letters; what else it moves is no letter after.
    @inline(__always)
    private static func letter(_ byte: UInt8) -> Int {
        let place = (byte | 0x20) &- UInt8(ascii: "a") &+ 1
        return byte >= UInt8(ascii: "A") && place >= 1 && place < letters ? Int(place) : 0
    }

    private mutating func add(_ word: StaticString, row: UInt8) {
        var state = 0
        for at in 0..<word.utf8CodeUnitCount {
            let cell = state * PageWords.letters + PageWords.letter(word.utf8Start[at])
            if steps[cell] == 0 {
                steps[cell] = UInt8(rows.count)
                rows.append(.max)
                steps.append(contentsOf: repeatElement(0, count: PageWords.letters))
            }
            state = Int(steps[cell])
        }
        rows[state] = min(rows[state], row)
    }

    /// Where no word goes on, goes on from the longest ending that begins one: level by level.
    private mutating func link() {
        var fallbacks = Array(repeating: 0, count: rows.count)
        var level = [0]
        while !level.isEmpty {
            var deeper: [Int] = []
            for state in level {
                for letter in 0..<PageWords.letters {
                    let cell = state * PageWords.letters + letter
                    let fallback = fallbacks[state] * PageWords.letters + letter
                    let isChild = steps[cell] > state
                    guard isChild else {
                        steps[cell] = state == 0 ? 0 : steps[fallback]
                        continue
                    }
                    let child = Int(steps[cell])
                    fallbacks[child] = state == 0 ? 0 : Int(steps[fallback])
                    rows[child] = min(rows[child], rows[fallbacks[child]])
                    deeper.append(child)
                }
            }
            level = deeper
        }
    }
}

extension PageKind {
    private static let table = PageWords([
        "basket": .basket, "cart": .basket,
        "checkout": .checkout, "payment": .checkout, "shipping": .checkout, "yourinfo": .checkout,
        "revieworder": .checkout, "ordercompleted": .checkout,
        "search": .search,
        "signin": .account, "login": .account, "register": .account, "account": .account,
        "help": .help, "return": .help, "contact": .help, "privacy": .help, "terms": .help,
        "product": .list, "category": .list, "shop": .list, "brand": .list, "redesign": .list,
        "home": .home, "index": .home,
    ])
}

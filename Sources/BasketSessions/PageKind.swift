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

/// The words that tell a page's kind, first match wins.
private struct PageWords {
    let rows: [(word: [UInt8], kind: PageKind)]

    init(_ rows: KeyValuePairs<String, PageKind>) {
        self.rows = rows.map { (Array($0.key.utf8), $0.value) }
    }

    func kind(of path: UnsafeRawBufferPointer) -> PageKind {
        if path.count <= 1 { return .home }
        for row in rows where contains(path, row.word) { return row.kind }
        return .other
    }

    private func contains(_ path: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
        guard path.count >= word.count else { return false }
        for start in 0...(path.count - word.count) {
            var at = 0
            // Lower-casing by bit 5 is right for letters, and no word here holds another sign that
            // the bit would turn into a letter.
            while at < word.count, path[start + at] | 0x20 == word[at] { at += 1 }
            if at == word.count { return true }
        }
        return false
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

import BasketEvents

/// What shoppers do: each act changes the basket and becomes a deed to be told.
extension Shop {
    /// Does the shopper's next act.
    mutating func perform(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        switch shopper.next {
        case .viewHome: view("/", shopper, at: time)
        case .viewList: viewList(&shopper, at: time)
        case .viewSearch: view(pick(from: Shop.searches), shopper, at: time)
        case .viewHelp: view(pick(from: Shop.helpPages), shopper, at: time)
        case .viewBasket: view("/basket", shopper, at: time)
        case .viewProduct: viewProduct(&shopper, at: time)
        case .add: add(&shopper, at: time)
        case .remove: remove(&shopper, at: time)
        case .beginCheckout, .goToPayment: checkout(&shopper, at: time)
        case .cancel: cancel(shopper, at: time)
        case .purchase: purchase(&shopper, at: time)
        }
    }

    private static let searches: [StaticString] = [
        "/search?q=sale", "/search?q=gift", "/search?q=black", "/search?q=new", "/search?q=size+42",
    ]
    private static let helpPages: [StaticString] = [
        "/help/delivery", "/help/returns", "/help/contact",
    ]

    private mutating func pick(from texts: [StaticString]) -> StaticString {
        texts[random.index(below: texts.count)]
    }

    private mutating func viewList(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        if random.chance(0.15) { shopper.category = catalogue.drawCategory(&random) }
        let pages = catalogue.pages(of: shopper.category)
        var deed = Deed(.view, by: shopper, at: time)
        let place = random.chance(0.6) ? 0 : random.index(below: pages.count)
        deed.listPage = UInt16(truncatingIfNeeded: pages.lowerBound + place)
        return deed
    }

    private func view(_ page: StaticString, _ shopper: OpenShopper, at time: Int64) -> Deed {
        var deed = Deed(.view, by: shopper, at: time)
        deed.page = page
        return deed
    }

    private mutating func viewProduct(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        shopper.product = catalogue.drawProduct(of: shopper.category, &random)
        var deed = Deed(.view, by: shopper, at: time)
        deed.product = shopper.product
        deed.priceMinor = price(of: shopper.product, for: shopper)
        return deed
    }

    private mutating func add(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        let point = random.uniform()
        let wanted: UInt8 =
            shopper.intent == .hoarding
            ? BotBehaviour.hoardedQuantity : point < 0.86 ? 1 : point < 0.95 ? 2 : 3
        let quantity = shopper.add(wanted)
        guard quantity > 0 else {
            shopper.next = .viewBasket
            return view("/basket", shopper, at: time)
        }
        if shopper.visitOutcome == .browsed { shopper.visitOutcome = .abandoned }
        return change(.addToBasket, shopper.product, Int64(quantity), shopper, at: time)
    }

    private mutating func remove(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        let line = random.index(below: Int(shopper.lineCount))
        let product = shopper.products[line]
        let quantity = Int64(shopper.quantities[line])
        shopper.removeLine(line)
        return change(.removeFromBasket, product, quantity, shopper, at: time)
    }

    private func change(
        _ type: EventType, _ product: UInt16, _ quantity: Int64, _ shopper: OpenShopper,
        at time: Int64
    ) -> Deed {
        var deed = Deed(type, by: shopper, at: time)
        deed.product = product
        deed.quantity = quantity
        deed.priceMinor = price(of: product, for: shopper)
        return deed
    }
}

extension Shop {
    private func checkout(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        let isFirst = shopper.next == .beginCheckout
        if isFirst { shopper.quoteMinor = UInt32(clamping: quote(for: shopper)) }
        var deed = Deed(.checkout, by: shopper, at: time)
        deed.shippingMinor = Int64(shopper.quoteMinor)
        deed.step = isFirst ? 1 : 2
        return deed
    }

    private mutating func cancel(_ shopper: OpenShopper, at time: Int64) -> Deed {
        var deed = Deed(.cancel, by: shopper, at: time)
        // Not everybody who is shocked says so, nor is everybody who says so.
        let isShocked = random.uniform() * 0.8 < shippingShare(shopper)
        deed.reason = isShocked ? "shipping costs too much" : pick(from: Shop.reasons)
        return deed
    }

    private static let reasons: [StaticString] = [
        "delivery takes too long", "found it cheaper elsewhere", "only looking",
        "my way of paying is missing", "I don’t trust the “guest” checkout", "",
    ]

    private mutating func purchase(_ shopper: inout OpenShopper, at time: Int64) -> Deed {
        var deed = Deed(.purchase, by: shopper, at: time)
        deed.valueMinor = basketValue(shopper)
        deed.shippingMinor = Int64(shopper.quoteMinor)
        deed.order = nextOrder
        nextOrder += 1
        shopper.lineCount = 0
        shopper.visitOutcome = .purchased
        if shopper.purchases < .max { shopper.purchases += 1 }
        return deed
    }
}

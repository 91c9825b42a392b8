extension RiskFeature {
    /// What people and stored models know a feature by.
    struct Definition {
        let name: String
        let unit: String
        let binCount: Int
        let meaning: String

        init(_ name: String, _ unit: String, bins: Int, _ meaning: String) {
            self.name = name
            self.unit = unit
            binCount = bins
            self.meaning = meaning
        }
    }

    var definition: Definition {
        switch self {
        case .bias:
            .init("bias", "none", bins: 1, "what every open basket starts from")
        case .shippingShare, .value, .items, .products, .dearest, .meanPrice:
            basketDefinition
        case .views, .productViews, .adds, .removes, .checkouts, .step, .lastEvent, .lastPages:
            deedDefinition
        case .silence, .sinceStart, .sinceFirstAdd, .sinceBasketChange, .sinceCheckout,
            .sinceCancel, .pace:
            timeDefinition
        case .hour, .weekday, .history, .daysSince, .device, .channel, .country:
            contextDefinition
        case .silenceByCheckout, .shippingBySilence, .shippingByValue:
            crossDefinition
        }
    }

    private var basketDefinition: Definition {
        switch self {
        case .shippingShare:
            .init(
                "shipping_share", "percent", bins: ShareScale.binCount,
                "the latest shipping quote as a share of the basket's value")
        case .value:
            .init("value", "currency units", bins: Scale.value.binCount, "what the basket costs")
        case .items:
            .init("items", "units", bins: Scale.items.binCount, "units in the basket")
        case .products:
            .init("products", "products", bins: Scale.products.binCount, "different products in it")
        case .dearest:
            .init(
                "dearest", "currency units", bins: Scale.price.binCount,
                "the highest price of one unit in the basket")
        default:
            .init(
                "mean_price", "currency units", bins: Scale.price.binCount,
                "the basket's value over its units")
        }
    }

    private var deedDefinition: Definition {
        switch self {
        case .views:
            .init("views", "events", bins: Scale.views.binCount, "pages viewed")
        case .productViews:
            .init("product_views", "events", bins: Scale.views.binCount, "product pages viewed")
        case .adds:
            .init("adds", "events", bins: Scale.deeds.binCount, "additions to the basket")
        case .removes:
            .init("removes", "events", bins: Scale.deeds.binCount, "removals from the basket")
        case .checkouts:
            .init("checkouts", "events", bins: Scale.deeds.binCount, "checkout events")
        case .step:
            .init(
                "step", "step", bins: RiskBins.stepBins,
                "the highest checkout step, and whether the latest lies behind it")
        case .lastEvent:
            .init(
                "last_event", "one of", bins: RiskBins.lastEventBins,
                "what the moment came with, and the type of the latest event")
        default:
            .init(
                "last_pages", "one of", bins: RiskBins.lastPagesBins,
                "the kinds of the last two pages viewed")
        }
    }

    private var timeDefinition: Definition {
        switch self {
        case .silence:
            .init(
                "silence", "seconds", bins: SilenceScale.binCount, "time since the latest event")
        case .sinceStart:
            .init(
                "since_start", "seconds", bins: Scale.seconds.binCount,
                "time since the session's first event")
        case .sinceFirstAdd:
            .init(
                "since_first_add", "seconds", bins: Scale.seconds.binCount,
                "time since the first addition to the basket")
        case .sinceBasketChange:
            .init(
                "since_basket_change", "seconds", bins: Scale.seconds.binCount,
                "time since the latest addition or removal")
        case .sinceCheckout:
            .init(
                "since_checkout", "seconds", bins: Scale.seconds.binCount,
                "time since the latest checkout event")
        case .sinceCancel:
            .init(
                "since_cancel", "seconds", bins: Scale.seconds.binCount + 1,
                "time since the latest cancel, where nothing was added after it")
        default:
            .init(
                "pace", "seconds an event", bins: Scale.pace.binCount,
                "the mean time between the last four events")
        }
    }

    private var contextDefinition: Definition {
        switch self {
        case .hour: .init("hour", "hour of day, UTC", bins: 24, "when in the day it is")
        case .weekday: .init("weekday", "day of week, UTC", bins: 7, "which day of the week it is")
        case .history:
            .init(
                "history", "one of", bins: RiskBins.historyBins,
                "the shopper's earlier sessions and earlier purchases, as far as remembered")
        case .daysSince:
            .init(
                "days_since", "days", bins: Scale.days.binCount,
                "time since the shopper's last session ended")
        case .device:
            .init("device", "one of", bins: RiskBins.deviceBins, "the device, hashed")
        case .channel:
            .init("channel", "one of", bins: RiskBins.channelBins, "the channel, hashed")
        default:
            .init("country", "one of", bins: RiskBins.countryBins, "the country, hashed")
        }
    }

    private var crossDefinition: Definition {
        switch self {
        case .silenceByCheckout:
            .init(
                "silence_by_checkout", "one of",
                bins: SilenceScale.coarseBinCount * RiskBins.progressBins,
                "the silence and how far the checkout is, together")
        case .shippingBySilence:
            .init(
                "shipping_by_silence", "one of",
                bins: ShareScale.coarseBinCount * SilenceScale.coarseBinCount,
                "the shipping share and the silence, together")
        default:
            .init(
                "shipping_by_value", "one of",
                bins: ShareScale.coarseBinCount * RiskBins.coarseValueBins,
                "the shipping share and the basket's value, together")
        }
    }
}

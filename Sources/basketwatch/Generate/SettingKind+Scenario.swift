import BasketConsole
import BasketTraffic

// The little language of shifts, campaigns and mixes: lists with commas between, no spaces needed.

extension SettingKind<[TrafficShift]> {
    /// `shipping=2x@+1h,arrivals=0x@2025-11-27T01:00:00Z/3h`.
    static var shifts: SettingKind {
        let knobs = TrafficShift.Knob.allCases.map(\.rawValue)
        let wanted =
            "WHAT=FACTORx@TIME or …@TIME/DURATION, WHAT one of \(Figure.choice(of: knobs)), "
            + "FACTOR 0 to 1,000, TIME RFC 3339 or, after the start, +DURATION"
        return list(
            "WHAT=FACTORx@TIME,…", wanted,
            read: { what, amount, span in
                guard let knob = TrafficShift.Knob(rawValue: what),
                    let factor = ScenarioText.number(amount, unit: "x"),
                    factor <= TrafficShift.mostFactor
                else { return nil }
                return TrafficShift(knob, by: factor, span)
            },
            write: { "\($0.knob.rawValue)=\(ScenarioText.written($0.factor))x" }, span: \.span)
    }
}

extension SettingKind<[TrafficCampaign]> {
    /// `social=50%@+2h/6h`.
    static var campaigns: SettingKind {
        let channels = Channel.allCases.map(\.name)
        let wanted =
            "CHANNEL=SHARE@TIME/DURATION, CHANNEL one of \(Figure.choice(of: channels)), SHARE the "
            + "visits on top, such as 50%, TIME RFC 3339 or, after the start, +DURATION"
        return list(
            "CHANNEL=SHARE@TIME/DURATION,…", wanted,
            read: { what, amount, span in
                guard let channel = Channel.allCases.first(where: { $0.name == what }),
                    let percent = ScenarioText.number(amount, unit: "%"), percent > 0,
                    percent / 100 <= TrafficCampaign.mostExtraShare
                else { return nil }
                return TrafficCampaign(channel, extraShare: percent / 100, span)
            },
            write: {
                "\($0.channel.name)=\(ScenarioText.written($0.extraShare * 100))%"
            }, span: \.span)
    }
}

extension SettingKind {
    /// A list of `WHAT=AMOUNT@SPAN`; the empty text is the empty list.
    fileprivate static func list<Item: Sendable>(
        _ placeholder: String, _ wanted: String,
        read: @escaping @Sendable (String, Substring, TrafficSpan) -> Item?,
        write: @escaping @Sendable (Item) -> String,
        span: @escaping @Sendable (Item) -> TrafficSpan
    ) -> SettingKind<[Item]> where Value == [Item] {
        SettingKind<[Item]>(
            placeholder: placeholder,
            read: { text in
                var items: [Item] = []
                for part in text.split(separator: ",") {
                    let part = part.filter { $0 != " " }
                    guard let at = part.firstIndex(of: "@"),
                        let equals = part[..<at].firstIndex(of: "="),
                        let span = ScenarioText.span(part[part.index(after: at)...]),
                        let item = read(
                            String(part[..<equals]), part[..<at][part.index(after: equals)...],
                            span)
                    else { return .refused(wanted) }
                    items.append(item)
                }
                return .value(items)
            },
            write: { items in
                items.map { "\(write($0))@\(ScenarioText.written(span($0)))" }
                    .joined(separator: ",")
            })
    }
}

extension SettingKind<[String: Double]> {
    /// `mobile=80,desktop=20`: names with their weights; who is not named does not come. A name
    /// without one has the weight 1.
    static func mix(_ standard: TrafficMix) -> SettingKind {
        let names = Figure.choice(of: standard.names)
        return SettingKind(
            placeholder: "NAME=WEIGHT,…",
            read: { text in
                var weights: [String: Double] = [:]
                for part in text.split(separator: ",") {
                    let words = part.filter { $0 != " " }
                        .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    let weight = words.count == 2 ? ScenarioText.number(words[1], unit: "%") : 1
                    guard let weight else {
                        return .refused("NAME=WEIGHT,… with weights of 0 or more")
                    }
                    weights[String(words[0]), default: 0] += weight
                }
                guard weights.isEmpty || standard.replaced(by: weights) != nil else {
                    return .refused("NAME=WEIGHT,… with names of \(names), not all of weight 0")
                }
                return .value(weights)
            },
            write: { weights in
                // In the mix's own order: a dictionary has none.
                standard.names.compactMap { name in
                    weights[name].map { "\(name)=\(ScenarioText.written($0))" }
                }.joined(separator: ",")
            })
    }
}

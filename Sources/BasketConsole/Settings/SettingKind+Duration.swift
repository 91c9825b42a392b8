extension SettingKind<Duration> {
    /// A length of time: `50ms`, `5s`, `30min`, `2h`, `1d`, `1h30min`; the unit is needed but for `0`.
    public static func duration(
        atLeast least: Duration = .zero, atMost most: Duration? = nil
    ) -> SettingKind {
        let words: String? =
            switch (least, most) {
            case (_, let most?): "\(Figure.duration(least)) to \(Figure.duration(most))"
            case (.zero, nil): nil
            case (_, nil): "\(Figure.duration(least)) or more"
            }
        return SettingKind(
            placeholder: "DURATION", range: words,
            read: { text in
                guard let duration = DurationText.read(text) else {
                    return .refused("a time with its unit, such as 50ms, 5s, 30min, 2h or 1d")
                }
                guard duration >= least, duration <= most ?? duration else {
                    return .refused(words ?? "0 or more")
                }
                return .value(duration)
            },
            write: DurationText.written)
    }
}

/// Every figure of what bots do. The figures are the simulation's own.
///
/// Bots' sessions differ from people's in their number of pages, the mean time a page and their
/// duration (Suchacka, *Analysis of Aggregated Bot and Human Traffic on E-Commerce Site*, 2014,
/// https://doi.org/10.15439/2014F346).
enum BotBehaviour {
    /// The chance that a bot's visit crawls; else it fills a basket.
    static let crawlingChance = 0.8
    /// The chance that a crawler's next page is a product's; else it is a list.
    static let productChance = 0.8
    /// The chance of a crawler to be done after a page: 120 pages on average.
    static let doneChance = 1.0 / 120
    /// How many of one product a hoarder puts into its basket.
    static let hoardedQuantity: UInt8 = 10
    /// The chance that a hoarder whose basket is full leaves, rather than looks at it again.
    static let leaveChance = 0.3
    /// The median time until the next event, in seconds; log-normal.
    static let medianDwell = 1.2
    static let dwellSpread = 0.5
    static let shortestDwell = 0.2
}

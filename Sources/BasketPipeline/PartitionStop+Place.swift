extension PartitionStop {
    /// Which offsets it is about; `nil`: none in particular.
    var place: String? {
        switch self {
        case .lostOffsets(let from, let to):
            "from offset \(from)" + (to.map { " to \($0 - 1)" } ?? " on")
        case .endsBefore(let offset, let end): "the end is offset \(end), the next one \(offset)"
        case .madeAnew(let offset): "at offset \(offset)"
        case .rerunDiffers(let offset): "up to offset \(offset)"
        case .cannotRebuild(let from, let log, _): "from offset \(from); the log begins at \(log)"
        case .checkpoint, .refused, .topicGone: nil
        }
    }
}

extension [Int32: PartitionStop] {
    /// Those of one reason together, in the order of their partitions.
    var byReason: [(reason: String, partitions: [Int32])] {
        [String: [Int32]](grouping: keys.sorted()) { self[$0].map { "\($0)" } ?? "" }
            .map { (reason: $0.key, partitions: $0.value) }
            .sorted { ($0.partitions.first ?? 0) < ($1.partitions.first ?? 0) }
    }

    /// "0: from offset 100 to 4711; 3: from offset 7 on", of some partitions.
    func places(of partitions: [Int32]) -> String? {
        let places = partitions.compactMap { number in
            self[number]?.place.map { "\(number): \($0)" }
        }
        return places.isEmpty ? nil : places.joined(separator: "; ")
    }
}

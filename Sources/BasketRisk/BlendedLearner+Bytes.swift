extension BlendedLearner {
    public init(saved bytes: [UInt8]) throws(RiskLearnerError) {
        var reader = try LearnerReader(bytes, kind: BlendedLearner.kind)
        let logistic = try LogisticLearner(&reader)
        let nextFit = try reader.next(Int64.self)
        let trees = try BoostedTrees(&reader)
        let latest = try ExampleReservoir(&reader)
        try reader.finish()
        self.init(logistic: logistic, trees: trees, latest: latest, nextFit: nextFit)
    }

    public func save() -> [UInt8] { saved(forServing: !canLearn) }

    public func saveForServing() -> [UInt8] { saved(forServing: true) }

    private func saved(forServing: Bool) -> [UInt8] {
        var writer = LearnerWriter(kind: BlendedLearner.kind)
        logistic.write(to: &writer, forServing: forServing)
        writer.append(nextFit)
        BoostedTrees.write(trees, to: &writer)
        (forServing ? ExampleReservoir() : latest).write(to: &writer)
        return writer.finished()
    }
}

extension BoostedTrees {
    static func write(_ trees: BoostedTrees?, to writer: inout LearnerWriter) {
        writer.append(trees == nil ? UInt8(0) : 1)
        guard let trees else { return }
        writer.append(trees.bias)
        writer.append(UInt8(trees.trees.count))
        for tree in trees.trees {
            writer.append(UInt8(tree.questions.count))
            for question in tree.questions {
                writer.append(question.feature.rawValue)
                for word in question.yes.indices { writer.append(question.yes[word]) }
            }
            for mean in tree.means { writer.append(mean) }
        }
    }

    /// - Returns: `nil` where none had been fitted.
    init?(_ reader: inout LearnerReader) throws(RiskLearnerError) {
        guard try reader.next(UInt8.self) == 1 else { return nil }
        let bias = try reader.next(Int64.self)
        let count = Int(try reader.next(UInt8.self))
        guard count <= BoostedTrees.count else { throw .damaged }
        var trees: [Tree] = []
        for _ in 0..<count { trees.append(try Tree(&reader)) }
        self.init(bias: bias, trees: trees)
    }
}

extension BoostedTrees.Tree {
    init(_ reader: inout LearnerReader) throws(RiskLearnerError) {
        let depth = Int(try reader.next(UInt8.self))
        guard (1...BoostedTrees.depth).contains(depth) else { throw .damaged }
        questions = []
        for _ in 0..<depth {
            guard let feature = RiskFeature(rawValue: try reader.next(UInt8.self)) else {
                throw .damaged
            }
            var yes = SIMD4<UInt64>.zero
            for word in yes.indices { yes[word] = try reader.next(UInt64.self) }
            questions.append(BoostedTrees.Question(feature: feature, yes: yes))
        }
        means = []
        for _ in 0..<(2 << depth) - 1 { means.append(try reader.next(Int32.self)) }
    }
}

extension ExampleReservoir {
    /// The examples from the oldest on: how many, then each one's note and bins.
    func write(to writer: inout LearnerWriter) {
        writer.append(UInt32(count))
        for place in 0..<count {
            let example = self[place]
            writer.append(ExampleReservoir.note(of: example))
            for feature in 0..<RiskFeature.count { writer.append(example.bins.storage[feature]) }
        }
    }

    init(_ reader: inout LearnerReader) throws(RiskLearnerError) {
        let count = try reader.nextCount(itemSize: 2 + RiskFeature.count)
        guard count <= ExampleReservoir.capacity else { throw .damaged }
        for _ in 0..<count {
            let note = try reader.next(UInt16.self)
            var bins = RiskBins()
            for feature in RiskFeature.allCases {
                let bin = Int(try reader.next(UInt8.self))
                guard bin < feature.binCount else { throw .damaged }
                bins.put(feature, bin)
            }
            append(ExampleReservoir.example(bins, note: note))
        }
    }
}

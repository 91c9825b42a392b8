/// Finds what a misspelt word was meant to be.
enum NearestWord {
    /// The word with the fewest letters changed, swapped, left out or added, of two such words the one
    /// that starts like it; `nil` when none is near.
    static func find(_ word: String, among words: [String]) -> String? {
        let limit = max(1, word.count / 3)
        let nearest =
            words.map { (word: $0, distance: distance(word, $0), differs: $0.first != word.first) }
            .min { ($0.distance, $0.differs ? 1 : 0) < ($1.distance, $1.differs ? 1 : 0) }
        if let nearest, nearest.distance <= limit { return nearest.word }
        return words.first { word.count > 2 && $0.hasPrefix(word) }
    }

    /// The optimal string alignment distance.
    private static func distance(_ first: String, _ second: String) -> Int {
        let (first, second) = (Array(first.utf8), Array(second.utf8))
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let isSame = first[row] == second[column]
                var best = min(
                    last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1],
                    first[row - 1] == second[column]
                {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}

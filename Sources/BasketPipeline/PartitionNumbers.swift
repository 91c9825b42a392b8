/// Partitions as people read them.
public enum PartitionNumbers {
    /// "partition 3", "partitions 0 to 3, 7".
    public static func named(_ numbers: [Int32]) -> String {
        "partition\(numbers.count == 1 ? "" : "s") \(inWords(numbers))"
    }

    /// "0 to 3, 7": in order, runs of three and more in short.
    public static func inWords(_ numbers: [Int32]) -> String {
        var runs: [ClosedRange<Int32>] = []
        for number in numbers.sorted() {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { run in
            switch run.count {
            case 1: "\(run.lowerBound)"
            case 2: "\(run.lowerBound), \(run.upperBound)"
            default: "\(run.lowerBound) to \(run.upperBound)"
            }
        }.joined(separator: ", ")
    }
}

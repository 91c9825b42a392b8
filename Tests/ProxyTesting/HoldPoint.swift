/// A point in what a client sends at which its connection stands still.
public struct HoldPoint: Sendable {
    public enum Extent: Sendable {
        /// What the client sent together with the last words stays behind, and all after it.
        case requests
        /// The last words pass; what the client sent right after them stays behind.
        case requestsAfter
        /// Requests pass; the server's replies stay behind.
        case replies
    }

    let words: [[UInt8]]
    let extent: Extent

    /// - Parameter words: what the client must have sent, one after the other.
    public init(_ extent: Extent, words: [[UInt8]]) {
        self.extent = extent
        self.words = words
    }

    /// - Parameter statement: the name of a prepared statement of libpq's client.
    public init(_ extent: Extent, statement: String) {
        // In its Bind message: the portal's empty name, then the statement's.
        self.init(extent, words: [[0] + Array(statement.utf8) + [0]])
    }
}

/// Looks for a hold point's words in a stream that comes in pieces.
struct HoldPointSearch {
    let point: HoldPoint
    private var found = 0
    private var tail: [UInt8] = []

    init(_ point: HoldPoint) { self.point = point }

    /// - Returns: how much of the piece lies before the point, once it is reached; `nil`: not yet.
    mutating func take(_ piece: [UInt8]) -> Int? {
        let text = tail + piece
        var start = text.startIndex
        while found < point.words.count {
            guard let range = text[start...].firstRange(of: point.words[found]) else {
                let longest = point.words[found].count - 1
                tail = Array(text[max(start, text.endIndex - longest)...])
                return nil
            }
            found += 1
            start = range.upperBound
        }
        return start - tail.count
    }
}

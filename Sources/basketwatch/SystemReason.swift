import Foundation

/// Why the system refused something, in its own words.
enum SystemReason {
    /// Foundation's words name no cause ("The operation could not be completed"): what lies under
    /// them does.
    static func of(_ error: any Error) -> String {
        var found = error
        while let under = (found as? CocoaError)?.underlying { found = under }
        guard let code = (found as? POSIXError)?.code.rawValue else {
            return error.localizedDescription
        }
        return String(cString: strerror(code))
    }
}

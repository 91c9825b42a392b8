/// What kept a TLS connection to PostgreSQL from being made, told by libpq's words: it has no codes.
///
/// What the network may do to a connection on the way is none: that passes, and is tried again.
struct TLSProblem {
    private let reason: String

    /// - Returns: `nil` for a reason of another kind.
    init?(_ reason: String) {
        let words = [
            "certificate", "private key", "does not support SSL", "SSL error: tlsv1 alert",
            "SSL error: sslv3 alert", "SSL error: unsupported protocol",
            "SSL error: wrong version number",
        ]
        guard words.contains(where: reason.contains) else { return nil }
        self.reason = reason
    }

    /// libpq's words, and what they leave out: which checks they may mean.
    func explained(host: String, port: String) -> String {
        if reason.contains("certificate verify failed") {
            // OpenSSL knows whether it was the signature or the date; libpq does not hand it on.
            return
                "\(reason): the server's certificate is signed by nobody whom sslrootcert names, or "
                + "out of date (`openssl s_client -starttls postgres -connect \(host):\(port) "
                + "-CAfile FILE` says which)"
        }
        if reason.contains("SSL error: tlsv1 alert") || reason.contains("SSL error: sslv3 alert") {
            return "\(reason): the server refuses our own certificate (sslcert, sslkey) or our TLS"
        }
        return reason
    }
}

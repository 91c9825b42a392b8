/// Why a broker's certificate was refused: which check it did not pass, and where.
struct CertificateProblem: Hashable {
    /// As librdkafka calls the broker: `ssl://kafka.example.com:9093/bootstrap`.
    let broker: String
    /// OpenSSL's `X509_V_ERR_…` (x509_vfy.h), whose numbers never change.
    let code: Int32

    /// "the certificate of kafka.example.com:9093 has expired".
    var description: String { "the certificate of \(address) \(failing)" }

    /// Host and port without protocol and role.
    private var address: Substring {
        var rest = broker[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        return rest.prefix { $0 != "/" }
    }

    private var failing: String {
        switch code {
        case 9: "is not valid yet"
        case 10: "has expired"
        case 2, 18, 19, 20, 21: "is signed by nobody whom ssl.ca.location names"
        case 23: "was revoked"
        case 62: "is made out to another host"
        case 64: "is made out to another address"
        default: "was refused (OpenSSL's reason \(code))"
        }
    }
}

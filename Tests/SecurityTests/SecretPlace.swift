/// A way to give the program a secret, and what it is.
struct SecretPlace: CustomStringConvertible, Sendable {
    let description: String
    let secret: String
    var environment: [String: String] = [:]
    var flags: [String] = []
    /// Lines of a settings file.
    var file = ""

    /// Nothing listens there: what is given is carried as far as a message of a failure.
    private static let nowhere = "127.0.0.1:1/shop"

    static let all: [SecretPlace] = [
        .init(
            description: "a password in the URL", secret: "url-51-pass",
            environment: ["BASKETWATCH_DATABASE_URL": "postgresql://shop:url-51-pass@\(nowhere)"]),
        .init(
            description: "an escaped password in the URL", secret: "url%2F51%40pass",
            environment: [
                "BASKETWATCH_DATABASE_URL": "postgresql://shop:url%2F51%40pass@\(nowhere)"
            ]),
        .init(
            description: "a password that was not escaped", secret: "url/51@pa?ss",
            environment: ["BASKETWATCH_DATABASE_URL": "postgresql://shop:url/51@pa?ss@\(nowhere)"]),
        .init(
            description: "a parameter of the URL", secret: "parameter-51",
            environment: [
                "BASKETWATCH_DATABASE_URL": "postgresql://shop@\(nowhere)?password=parameter-51"
            ]),
        .init(
            description: "the password of a key in the URL", secret: "ssl-51-pass",
            environment: [
                "BASKETWATCH_DATABASE_URL":
                    "postgresql://shop@\(nowhere)?sslmode=require&sslpassword=ssl-51-pass"
            ]),
        .init(
            description: "libpq's words", secret: "it\\'s 51",
            environment: [
                "BASKETWATCH_DATABASE_URL": "host=127.0.0.1 port=1 password = 'it\\'s 51' user=shop"
            ]),
        .init(
            description: "a URL that libpq cannot read", secret: "broken-51",
            environment: [
                "BASKETWATCH_DATABASE_URL": "postgresql://shop:broken-51@host:port:what/shop"
            ]),
        .init(
            description: "the URL's flag", secret: "flag-51-pass",
            flags: ["--database-url", "postgresql://shop:flag-51-pass@\(nowhere)"]),
        .init(
            description: "PGPASSWORD", secret: "pg-51-pass",
            environment: ["PGPASSWORD": "pg-51-pass", "PGHOST": "127.0.0.1", "PGPORT": "1"]),
        .init(
            description: "a settings file", secret: "file-51-pass",
            file: """
                database-url = postgresql://shop:file-51-pass@\(nowhere)
                kafka.sasl.password = file-51-pass
                kafka.ssl.key.password = file-51-pass
                """),
        .init(
            description: "Kafka's password", secret: "sasl-51-pass",
            environment: [
                "BASKETWATCH_KAFKA_SASL_PASSWORD": "sasl-51-pass",
                "BASKETWATCH_KAFKA_SASL_USERNAME": "shop",
                "BASKETWATCH_KAFKA_SASL_MECHANISM": "PLAIN",
                "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
            ]),
        .init(
            description: "Kafka's password's flag", secret: "sasl-flag-51",
            flags: ["--kafka", "sasl.password=sasl-flag-51"]),
        .init(
            description: "the password of Kafka's key", secret: "key-51-pass",
            environment: [
                "BASKETWATCH_KAFKA_SSL_KEY_PASSWORD": "key-51-pass",
                "BASKETWATCH_KAFKA_SSL_KEY_LOCATION": "/nonexistent/key",
                "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SSL",
            ]),
        .init(
            description: "Kafka's key itself", secret: "MIGHAgEAMBMGByqG51",
            environment: [
                "BASKETWATCH_KAFKA_SSL_KEY_PEM":
                    "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqG51\n-----END PRIVATE KEY-----",
                "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SSL",
            ]),
        .init(
            description: "the password of Kafka's keystore", secret: "store-51-pass",
            environment: [
                "BASKETWATCH_KAFKA_SSL_KEYSTORE_PASSWORD": "store-51-pass",
                "BASKETWATCH_KAFKA_SSL_KEYSTORE_LOCATION": "/nonexistent/store",
                "BASKETWATCH_KAFKA_SECURITY_PROTOCOL": "SSL",
            ]),
        .init(
            description: "a secret of OAuth", secret: "oauth-51-secret",
            environment: [
                "BASKETWATCH_KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET": "oauth-51-secret",
                "BASKETWATCH_KAFKA_SASL_OAUTHBEARER_CONFIG": "principal=oauth-51-secret",
            ]),
    ]
}

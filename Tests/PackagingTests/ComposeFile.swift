import Testing

/// The services of docker-compose.yml, as far as its own way of writing lets them be read line by line.
struct ComposeFile {
    struct Service {
        let name: String
        let lines: [String]

        /// Whether it runs our image.
        var isOurs: Bool { lines.contains("    <<: *program") }

        /// The words after the program's name.
        var command: [String]? {
            // What is no list of words is no command: the test that wants one fails.
            value(of: "    command: ").flatMap { try? words($0) }
        }

        /// The variables that it sets for itself.
        var environment: [String: String] {
            let pairs = lines.compactMap { line in
                line.wholeMatch(of: #/ {6}([A-Z_0-9]+): "?(.+?)"?/#)
            }
            return Dictionary(
                pairs.map { (String($0.output.1), String($0.output.2)) }, uniquingKeysWith: { $1 })
        }

        /// The script that it runs, where its command is one.
        var script: String? {
            guard let start = lines.firstIndex(of: "      - |") else { return nil }
            return lines[(start + 1)...].prefix { $0.hasPrefix("        ") }
                .joined(separator: "\n")
        }

        private func value(of key: String) -> Substring? {
            lines.first { $0.hasPrefix(key) }.map { $0.dropFirst(key.count) }
        }
    }

    let file: ShippedFile
    let services: [Service]

    init() throws {
        file = try ShippedFile("docker-compose.yml")
        let start = try #require(file.lines.firstIndex(of: "services:"))
        let body = file.lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix(" ") }
        let heads = body.indices.filter { body[$0].wholeMatch(of: #/ {2}[a-z0-9-]+:/#) != nil }
        services = zip(heads, heads.dropFirst() + [body.endIndex]).map { head, end in
            Service(
                name: String(body[head].dropFirst(2).dropLast()),
                lines: body[(head + 1)..<end].filter { !$0.isEmpty && !$0.hasPrefix("  #") })
        }
    }
}

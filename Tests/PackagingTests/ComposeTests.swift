import Foundation
import ProgramTesting
import Testing

@Suite("The Compose file")
struct ComposeTests {
    private let compose: ComposeFile

    init() throws { compose = try ComposeFile() }

    @Test("runs only commands and sets only variables that the program knows")
    func commands() throws {
        let ours = compose.services.filter(\.isOurs)
        #expect(Set(ours.map(\.name)) == ["migrate", "run", "generate"])
        for service in ours {
            let command = try #require(service.command, "\(service.name) has no command")
            let set = service.environment.filter { $0.key.hasPrefix("BASKETWATCH_") }
            // A variable that is no setting is warned of on standard error.
            let result = try BuiltProgram.run(["settings"] + command, environment: set)
            #expect(
                result.code == 0 && result.errors.isEmpty, "\(service.name): \(result.errors)")
        }
    }

    @Test("runs a script that the shell can read")
    func script() throws {
        let script = try #require(compose.services.first { $0.name == "topic" }?.script)
        #expect(script.contains("--if-not-exists") && !script.contains("$"))
        let result = try BuiltProgram.shell("sh -n -c \"$SCRIPT\"", environment: ["SCRIPT": script])
        #expect(result.code == 0, "\(result.errors)")
    }

    @Test("names every image with its version, and mounts only files that there are")
    func images() {
        let images = compose.file.text.matches(of: #/\n +image: (\S+)/#).map { $0.output.1 }
        #expect(images.count > 2)
        for image in images where image != "basketwatch" {
            #expect(image.contains(":") && !image.hasSuffix(":latest"), "\(image)")
        }
        let mounts = compose.file.text.matches(of: #/\n +- \.\/([^:]+):/#)
        #expect(!mounts.isEmpty)
        for mount in mounts { #expect(ShippedFile.exists(String(mount.output.1))) }
    }

    @Test("holds no password, and .env.example names exactly the variables that it asks for")
    func variables() throws {
        for line in compose.file.lines where line.contains("PASSWORD:") {
            #expect(line.contains("PASSWORD: ${"), "\(line)")
        }
        let asked = compose.file.text.matches(of: #/\$\{([A-Z_0-9]+)/#).map { $0.output.1 }
        let example = try ShippedFile(".env.example").text
        let named = example.matches(of: #/\n#?([A-Z_0-9]+)=(.*)/#)
        #expect(Set(named.map(\.output.1)) == Set(asked + ["COMPOSE_PROFILES"]))
        for name in named where name.output.1.hasSuffix("PASSWORD") {
            #expect(name.output.2.isEmpty, "\(name.output.1) has a value")
        }
    }

    @Test("gives three brokers the same settings, but for their numbers and addresses")
    func brokers() throws {
        let brokers = compose.services.filter { $0.name.hasPrefix("kafka-") }
        let texts = brokers.map { broker in
            let number = broker.name.suffix(1)
            return broker.lines.joined(separator: "\n")
                .replacing("kafka-\(number)", with: "kafka-N")
                .replacing("_ID: \(number)", with: "_ID: N")
                .replacing("KAFKA_PORT_\(number):-9\(number)92", with: "KAFKA_PORT_N:-9N92")
        }
        #expect(texts.count == 3 && Set(texts).count == 1)
    }

    @Test(
        "is read by Debian's docker-compose with any profile",
        Tool.needed("docker-compose", package: "docker-compose"),
        arguments: ["single", "cluster", "generate"])
    func config(profile: String) throws {
        let result = try configured(
            profile: profile, passwords: ["OWNER_PASSWORD": "a", "DAEMON_PASSWORD": "b"])
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
        for service in compose.services {
            #expect(result.output.contains("\n  \(service.name):\n"), "\(service.name)")
        }
    }

    @Test(
        "says where the passwords go when they are missing",
        Tool.needed("docker-compose", package: "docker-compose"))
    func passwords() throws {
        let result = try configured(profile: "single", passwords: [:])
        #expect(result.code != 0)
        #expect(result.errors.contains("copy .env.example to .env and set it there"))
    }

    private func configured(
        profile: String, passwords: [String: String]
    ) throws -> ProgramResult {
        try BuiltProgram.shell(
            """
            docker-compose --env-file '\(ShippedFile.place(".env.example"))' \
                -f '\(compose.file.place)' --profile \(profile) config
            """,
            environment: passwords)
    }
}

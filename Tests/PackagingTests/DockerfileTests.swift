import Foundation
import ProgramTesting
import Testing

@Suite("The Dockerfile")
struct DockerfileTests {
    /// What an instruction of it says, in order: continued lines joined, comments left out.
    static let instructions: [(name: String, rest: String)] = {
        // Without the file every test here fails.
        let lines = (try? ShippedFile("Dockerfile").lines) ?? []
        let joined = lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
            .replacing("\\\n", with: " ")
        return joined.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }()

    /// The instructions of the stage that becomes the image.
    static var lastStage: ArraySlice<(name: String, rest: String)> {
        let start = instructions.lastIndex { $0.name == "FROM" } ?? 0
        return instructions[start...]
    }

    private static func last(_ name: String) -> String? {
        lastStage.last { $0.name == name }?.rest
    }

    @Test("uses only instructions that Docker knows")
    func instructionsAreKnown() {
        let known: Set = [
            "FROM", "RUN", "WORKDIR", "COPY", "LABEL", "USER", "HEALTHCHECK", "STOPSIGNAL",
            "ENTRYPOINT", "CMD",
        ]
        #expect(Self.instructions.count > 10)
        for (name, rest) in Self.instructions {
            #expect(known.contains(name) && !rest.isEmpty, "\(name) \(rest)")
        }
    }

    @Test("copies only what there is, and what .dockerignore lets through")
    func copies() throws {
        let passes = try ShippedFile(".dockerignore").lines.filter { $0.hasPrefix("!") }
            .map { String($0.dropFirst()) }
        let copies = Self.instructions.filter { $0.name == "COPY" }.map { $0.rest }
        let sources = copies.filter { !$0.hasPrefix("--") }
            .flatMap { $0.split(separator: " ").dropLast().map(String.init) }
        #expect(Set(sources) == Set(passes))
        for source in sources { #expect(ShippedFile.exists(source), "COPY \(source)") }
        let stages = Self.instructions.filter { $0.name == "FROM" }
            .compactMap { $0.rest.split(separator: " AS ").dropFirst().first.map(String.init) }
        for copy in copies where copy.hasPrefix("--from=") {
            let stage = copy.dropFirst("--from=".count).prefix { $0 != " " }
            #expect(stages.contains(String(stage)), "COPY \(copy)")
        }
    }

    @Test("copies all folders that the manifest names")
    func manifest() throws {
        let copied = Self.instructions.filter { $0.name == "COPY" }.map { $0.rest }
        let paths = try ShippedFile("Package.swift").text
            .matches(of: #/path: "([A-Za-z]+)/#).map { String($0.output.1) }
        for folder in Set(paths + ["Sources", "Tests"]) {
            #expect(copied.contains("\(folder) \(folder)"), "\(folder) is not copied")
        }
    }

    @Test("runs the program, as a user of its own")
    func entry() throws {
        #expect(try words(Self.last("ENTRYPOINT") ?? "[]") == ["basketwatch"])
        let user = try #require(Self.last("USER"))
        // A number: whoever demands of an image that it is not root's does not look up names.
        #expect(Int(user).map { $0 > 0 } == true)
        let isMade = Self.lastStage.contains {
            $0.name == "RUN" && $0.rest.contains("useradd") && $0.rest.contains("--uid \(user) ")
        }
        #expect(isMade, "no RUN makes the user \(user)")
    }

    @Test(
        "runs and checks its health by commands that there are", arguments: ["CMD", "HEALTHCHECK"])
    func commands(instruction: String) throws {
        let rest = try #require(Self.last(instruction))
        var command = try words(rest.drop { $0 != "[" })
        if instruction == "HEALTHCHECK" { #expect(command.removeFirst() == "basketwatch") }
        let result = try BuiltProgram.run(["settings"] + command)
        #expect(result.code == 0 && result.errors.isEmpty, "\(command): \(result.errors)")
    }

    @Test(
        "installs the packages of exactly those libraries that the program is linked to",
        Tool.needed("objdump", package: "binutils"), Tool.needed("dpkg", package: "dpkg"))
    func libraries() throws {
        let runs = Self.lastStage.filter { $0.name == "RUN" }.map { $0.rest }
        let installs = try #require(runs.first { $0.contains("apt-get install") })
        let named = installs.matches(of: #/ (lib[a-z0-9]+|zlib1g)(?= )/#).map {
            String($0.output.1)
        }
        #expect(try Set(named) == ProgramLibraries.packages())
    }
}

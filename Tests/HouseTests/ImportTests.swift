import Foundation
import Testing

/// The compiler lets a file import what its target only reaches through another one: so it is read.
@Suite("The house")
struct ImportTests {
    /// Who may import whom; the standard library and `Testing` aside.
    static let allowed: [String: Set<String>] = [
        "BasketEvents": [],
        "BasketTraffic": ["BasketEvents"],
        "BasketSessions": ["BasketEvents"],
        "BasketRisk": ["BasketSessions", "BasketEvents"],
        "BasketTelemetry": ["Foundation", "Glibc", "Synchronization"],
        "BasketConsole": ["Foundation", "Glibc", "Synchronization"],
        "BasketFiles": ["Foundation", "Glibc", "CZlib", "CZstd"],
        "KafkaLog": [
            "BasketEvents", "BasketTelemetry", "CRdkafka", "Foundation", "Glibc", "Synchronization",
        ],
        "BasketStore": [
            "BasketRisk", "BasketSessions", "BasketEvents", "BasketTelemetry", "CLibpq",
            "Foundation", "Glibc", "Synchronization",
        ],
        "BasketPipeline": [
            "KafkaLog", "BasketStore", "BasketFiles", "BasketRisk", "BasketSessions",
            "BasketEvents", "BasketTelemetry", "Foundation", "Glibc", "Synchronization",
        ],
        "basketwatch": [
            "BasketPipeline", "BasketTraffic", "BasketFiles", "BasketConsole", "KafkaLog",
            "BasketStore", "BasketRisk", "BasketSessions", "BasketEvents", "BasketTelemetry",
            "Foundation", "Glibc",
        ],
    ]

    @Test(
        "lets each target import what the design names, and nothing else", arguments: allowed.keys)
    func imports(target: String) throws {
        let files = try SourceTree.files(of: target)
        #expect(!files.isEmpty)
        for file in files {
            let strangers = try SourceTree.imports(of: file)
                .subtracting(Self.allowed[target] ?? [])
            #expect(strangers.isEmpty, "\(file.lastPathComponent) imports \(strangers.sorted())")
        }
    }

    @Test("has no room that the table forgets")
    func everyTargetIsHeld() throws {
        let systemLibraries: Set = ["CRdkafka", "CLibpq", "CZlib", "CZstd"]
        let swiftTargets = Set(try SourceTree.targets()).subtracting(systemLibraries)
        #expect(swiftTargets == Set(Self.allowed.keys))
    }

    @Test(
        "gives each C library one importer",
        arguments: [
            ("CRdkafka", "KafkaLog"), ("CLibpq", "BasketStore"), ("CZlib", "BasketFiles"),
            ("CZstd", "BasketFiles"),
        ])
    func oneImporter(library: String, importer: String) throws {
        var importers: Set<String> = []
        for target in Self.allowed.keys {
            for file in try SourceTree.files(of: target)
            where try SourceTree.imports(of: file).contains(library) {
                importers.insert(target)
            }
        }
        #expect(importers == [importer])
    }

    @Test("keeps names of C behind its edges: no public declaration shows one")
    func noCNamesInPublic() throws {
        for target in ["KafkaLog", "BasketStore"] {
            for file in try SourceTree.files(of: target) {
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                for line in lines.map({ $0.prefix { $0 != "{" } }) where line.contains("public ") {
                    #expect(
                        !line.contains("rd_kafka_") && !line.contains("OpaquePointer"),
                        "\(file.lastPathComponent): \(line)")
                }
            }
        }
    }
}

// swift-tools-version: 6.2
import PackageDescription

// This file is the architecture diagram: who may import whom. docs/architecture.md tells the path of
// an event through it; Tests/HouseTests holds every file to it.

/// Every target: warnings are errors, and hot loops are specialised across targets in a release build.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

func pure(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func edge(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "basketwatch",
    products: [.executable(name: "basketwatch", targets: ["basketwatch"])],
    targets: [
        // C libraries of the system: one module map each, one importer each.
        .systemLibrary(
            name: "CRdkafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

        // Pure: the standard library only; no Foundation, no clock, no files.
        // libm: unoptimised, the standard library's squareRoot() calls its sqrt (exact everywhere).
        .target(
            name: "BasketEvents", swiftSettings: settings, linkerSettings: [.linkedLibrary("m")]),
        pure("BasketTraffic", ["BasketEvents"]),
        pure("BasketSessions", ["BasketEvents"]),
        pure("BasketRisk", ["BasketSessions", "BasketEvents"]),

        // Edges and what any program needs.
        edge("BasketTelemetry"),
        edge("BasketConsole"),
        edge("BasketFiles", ["CZlib", "CZstd"]),
        edge("KafkaLog", ["BasketEvents", "BasketTelemetry", "CRdkafka"]),
        edge(
            "BasketStore",
            ["BasketRisk", "BasketSessions", "BasketEvents", "BasketTelemetry", "CLibpq"]),

        // What joins them, and the program around it.
        edge(
            "BasketPipeline",
            [
                "KafkaLog", "BasketStore", "BasketFiles", "BasketRisk", "BasketSessions",
                "BasketEvents", "BasketTelemetry",
            ]),
        .executableTarget(
            name: "basketwatch",
            dependencies: [
                "BasketPipeline", "BasketTraffic", "BasketFiles", "BasketConsole", "KafkaLog",
                "BasketStore", "BasketRisk", "BasketSessions", "BasketEvents", "BasketTelemetry",
            ],
            swiftSettings: settings),

        .executableTarget(
            name: "basketbench",
            dependencies: [
                "BasketPipeline", "BasketTraffic", "BasketFiles", "KafkaLog", "BasketStore",
                "BasketRisk", "BasketSessions", "BasketEvents", "BasketTelemetry", "CRdkafka",
                "CLibpq",
            ],
            path: "Benchmarks", swiftSettings: settings),

        tests("HouseTests", ["PageTesting"]),
        tests("BasketEventsTests", ["BasketEvents"]),
        // Waiting for a condition in tests.
        .target(name: "Waiting", path: "Tests/Waiting", swiftSettings: settings),
        // A private PostgreSQL for tests.
        .target(
            name: "PostgresTesting", dependencies: ["BasketStore", "Waiting"],
            path: "Tests/PostgresTesting",
            swiftSettings: settings),
        tests(
            "BasketStoreTests",
            ["BasketStore", "PostgresTesting", "BasketSessions", "BasketEvents"]),
        tests("BasketTrafficTests", ["BasketTraffic", "BasketSessions", "BasketEvents"]),
        tests("BasketRiskTests", ["BasketRisk", "BasketSessions", "BasketEvents"]),
        tests("BasketSessionsTests", ["BasketSessions", "BasketEvents", "StoryTesting"]),

        // What several test targets share: the golden stories of fixtures/.
        .target(
            name: "StoryTesting", dependencies: ["BasketSessions", "BasketEvents"],
            path: "Tests/StoryTesting", swiftSettings: settings),

        tests("BasketConsoleTests", ["BasketConsole"]),
        tests("BasketTelemetryTests", ["BasketTelemetry"]),
        tests("BasketFilesTests", ["BasketFiles"]),

        // The project's pages, as tests read them: links, code, recipes.
        .target(name: "PageTesting", path: "Tests/PageTesting", swiftSettings: settings),

        // What must hold of any input whatever: for the fuzzers and for tests.
        .target(
            name: "Fuzzing", dependencies: ["BasketSessions", "BasketEvents", "BasketFiles"],
            path: "Tests/Fuzzing", swiftSettings: settings),
        tests("FuzzTests", ["Fuzzing", "BasketEvents"]),
        // What libFuzzer calls: scripts/fuzz links them.
        .target(
            name: "FuzzEventReader", dependencies: ["Fuzzing"], path: "Fuzz/EventReader",
            swiftSettings: settings),
        .target(
            name: "FuzzCheckpointReader", dependencies: ["Fuzzing"], path: "Fuzz/CheckpointReader",
            swiftSettings: settings),

        // A real Kafka for tests.
        .target(
            name: "KafkaTesting", dependencies: ["KafkaLog", "CRdkafka", "Waiting"],
            path: "Tests/KafkaTesting", swiftSettings: settings),
        tests(
            "KafkaLogTests", ["KafkaLog", "KafkaTesting", "Waiting", "BasketEvents", "CRdkafka"]),

        // A network that a test can cut.
        .target(name: "ProxyTesting", path: "Tests/ProxyTesting", swiftSettings: settings),

        // The built program, run as a user runs it.
        .target(
            name: "ProgramTesting", dependencies: ["Waiting"], path: "Tests/ProgramTesting",
            swiftSettings: settings),
        // The processors on simulated servers, everything drawn from a seed; what `make sim` runs.
        .target(
            name: "Simulation",
            dependencies: [
                "BasketPipeline", "KafkaLog", "BasketStore", "BasketRisk", "BasketSessions",
                "BasketEvents", "BasketTelemetry",
            ],
            path: "Tests/Simulation", swiftSettings: settings),
        .executableTarget(
            name: "basketsim", dependencies: ["Simulation"], path: "Tests/SimulationRuns",
            swiftSettings: settings),
        tests("SimulationTests", ["Simulation"]),
        tests(
            "BasketPipelineTests",
            ["BasketPipeline", "BasketSessions", "BasketEvents", "BasketStore"]),
        tests(
            "CommandLineTests",
            [
                "ProgramTesting", "PostgresTesting", "KafkaTesting", "Waiting", "StoryTesting",
                "BasketStore", "BasketEvents",
                "basketwatch", "PageTesting",
            ]),
        // Errors as a user meets them.
        tests(
            "MistakeTests",
            [
                "ProgramTesting", "PostgresTesting", "KafkaTesting", "Waiting", "BasketStore",
                "basketwatch",
            ]),
        // Certificates for tests of TLS.
        .target(
            name: "CertificateTesting", dependencies: ["ProgramTesting"],
            path: "Tests/CertificateTesting", swiftSettings: settings),
        tests(
            "SecurityTests",
            [
                "CertificateTesting", "ProgramTesting", "PostgresTesting", "KafkaTesting",
                "Waiting", "BasketStore", "KafkaLog", "basketwatch",
            ]),
        tests(
            "PackagingTests", ["ProgramTesting", "PostgresTesting", "BasketConsole", "basketwatch"]),
        tests(
            "InteropTests",
            [
                "ProgramTesting", "PostgresTesting", "KafkaTesting", "Waiting", "PageTesting",
                "BasketStore",
                "basketwatch",
            ]),
        tests(
            "IntegrationTests",
            [
                "BasketPipeline", "KafkaLog", "BasketStore", "BasketRisk", "BasketSessions",
                "BasketEvents", "BasketTelemetry", "BasketTraffic", "PostgresTesting",
                "KafkaTesting", "Waiting", "StoryTesting", "ProgramTesting", "ProxyTesting",
                "BasketConsole",
                "basketwatch",
            ]),
    ]
)

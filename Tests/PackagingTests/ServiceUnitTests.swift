import BasketConsole
import Foundation
import ProgramTesting
import Testing

@Suite("The systemd unit")
struct ServiceUnitTests {
    private let unit: ShippedFile

    init() throws { unit = try ShippedFile("packaging/basketwatch.service") }

    private func value(_ name: String) -> String? {
        unit.lines.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    @Test("starts a command that there is")
    func start() throws {
        var command = try #require(value("ExecStart")).split(separator: " ").map(String.init)
        #expect(command.removeFirst() == "/usr/bin/basketwatch")
        let result = try BuiltProgram.run(["settings"] + command)
        #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    }

    @Test("does not start again what ends by wrong flags or settings")
    func noRestart() {
        let codes = [ExitCode.usage, .configuration].map { "\($0.rawValue)" }
        #expect(value("RestartPreventExitStatus") == codes.joined(separator: " "))
    }

    @Test(
        "is found right by systemd",
        Tool.needed("systemd-analyze", package: "systemd"))
    func verify() throws {
        let folder = try Folder()
        // What is started must be there; the man page comes with the installation.
        let text = unit.text.replacing("/usr/bin/basketwatch", with: BuiltProgram.path)
        let copy = "\(folder.path)/basketwatch.service"
        try text.write(toFile: copy, atomically: true, encoding: .utf8)
        let result = try BuiltProgram.shell("systemd-analyze verify --man=no '\(copy)'")
        let ours = result.errors.split(separator: "\n").filter { $0.contains("basketwatch") }
        #expect(result.code == 0 && ours.isEmpty, "\(result.errors)")
    }

    @Test(
        "exposes at most 1.5 of 10, as systemd counts",
        Tool.needed("systemd-analyze", package: "systemd"))
    func exposure() throws {
        let result = try BuiltProgram.shell(
            "systemd-analyze security --offline=true --threshold=15 '\(unit.place)'")
        #expect(result.code == 0, "\(result.output.suffix(200))\(result.errors)")
    }
}

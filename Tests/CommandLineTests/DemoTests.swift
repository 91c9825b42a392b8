import Foundation
import ProgramTesting
import Testing

extension CommandLineTests {
    @Test("demonstrates itself in a folder of its own, and leaves nothing running")
    func demo() throws {
        let folder = try TemporaryFolder()
        let place = folder.file("demo")
        let end = try BuiltProgram.run(
            ["demo", "--duration", "3s", "--folder", place], within: 120)
        #expect(end.code == 0, "\(end.output)\(end.errors)")
        for word in [
            "broker ", "postgresql ", "processor ", "shop ", "baskets at risk",
            "Stopped cleanly: read", "Nothing lost, nothing twice.", "Ask it yourself",
        ] {
            #expect(end.output.contains(word), "\(word): \(end.output)")
        }
        #expect(!end.output.contains("ERROR"))
        #expect(processes(naming: place) == [])
    }

    /// The command lines of all processes that name the folder there or in their environment.
    private func processes(naming folder: String) -> [String] {
        // A process may end while we look.
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.filter { Int($0) != nil }.compactMap { number in
            let texts = ["cmdline", "environ"].map { name in
                String(
                    decoding: FileManager.default.contents(atPath: "/proc/\(number)/\(name)")
                        ?? Data(), as: UTF8.self)
            }
            return texts.contains { $0.contains(folder) } ? texts[0] : nil
        }
    }
}

import Foundation
import Testing

@Suite("A script of the project's")
struct ScriptTests {
    @Test("works from wherever it is called")
    func folder() throws {
        let scripts = SourceTree.root.appending(path: "scripts")
        let names = try FileManager.default.contentsOfDirectory(atPath: scripts.path)
        #expect(names.count > 5)
        for name in names {
            let text = try String(contentsOf: scripts.appending(path: name), encoding: .utf8)
            let lines = text.split(separator: "\n")
            guard lines.first?.contains("sh") == true else { continue }
            #expect(lines.contains(#"cd "$(dirname "$0")/..""#), "\(name)")
        }
    }
}

import ProgramTesting
import Testing

/// The shared libraries of the system that the built program needs.
enum ProgramLibraries {
    /// The Debian packages that hold them, but for those that every Debian has: C, C++ and what the
    /// compiler adds. Swift's own are in the program that is shipped.
    static func packages() throws -> Set<String> {
        let line = """
            set -o pipefail
            objdump -p \(BuiltProgram.path) | sed -n 's/^ *NEEDED *//p' |
                grep -vE '^(libswift|lib_?Foundation|lib_Internal|libdispatch|libBlocksRuntime|ld-)' |
                while read -r name; do dpkg -S "*/$name" | sed 's/:.*//' | sort -u; done
            """
        let result = try BuiltProgram.shell(line)
        #expect(result.code == 0, "\(result.errors)")
        let all = Set(result.output.split(separator: "\n").map(String.init))
        #expect(all.contains("libc6"))
        return all.subtracting(["libc6", "libstdc++6", "libgcc-s1"])
    }
}

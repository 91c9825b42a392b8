import Foundation
import ProgramTesting

/// What examples/requirements.txt names, in a virtual environment of the tests' own: made and filled
/// by pip when first asked for, kept in .build for the next time.
enum PythonPackages {
    /// For tests that are skipped: the reason is in the log.
    static let skipped = """
        no Python packages: python3 -m venv or pip failed, see .build/interop-python.log
        """

    static let areInstalled: Bool = {
        // Whatever goes wrong is in the log, or there was no place for one.
        (try? install()) ?? false
    }()

    /// Its Python.
    static let python = folder.appending(path: "bin/python").path

    private static let folder = BuiltProgram.repository.appending(path: ".build/interop-python")

    /// Longer than a slow network takes for 20 MB; nobody waits for one that hangs.
    private static let patienceSeconds = 180.0

    private static func install() throws -> Bool {
        let line = """
            exec >'\(folder.path).log' 2>&1 </dev/null
            wanted=examples/requirements.txt made='\(folder.path)/requirements.txt'
            cmp "$wanted" "$made" && exit
            rm -rf '\(folder.path)'
            python=/usr/bin/python3
            [[ -x $python ]] || python=python3
            "$python" -m venv '\(folder.path)' || exit
            timeout 150 '\(python)' -m pip install --only-binary :all: --timeout 15 --retries 1 -r "$wanted" &&
                cp "$wanted" "$made"
            """
        // The whole environment: it may say which index and which certificates pip is to use.
        let environment = ProcessInfo.processInfo.environment
        let end = try BuiltProgram.shell(
            line, environment: environment, folder: BuiltProgram.repository.path,
            within: patienceSeconds)
        return end.code == 0
    }
}

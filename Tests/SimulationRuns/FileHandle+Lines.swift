import Foundation

extension FileHandle {
    /// Writes a line at once, also where it goes into a file.
    static func say(_ line: String, to handle: FileHandle) {
        handle.write(Data((line + "\n").utf8))
    }
}

import Foundation
import Synchronization

/// A thread that can be waited for. It owns what it works on and blocks in C as it likes.
final class WorkerThread: Sendable {
    /// Deep enough for sorting and encoding; threads of Foundation get 512 KiB unless told.
    private static let stackBytes = 8 << 20

    private let finished = DispatchSemaphore(value: 0)

    @discardableResult
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) -> WorkerThread {
        let handle = WorkerThread()
        let thread = Thread {
            body()
            handle.finished.signal()
        }
        thread.name = name
        thread.stackSize = stackBytes
        thread.start()
        return handle
    }

    func join() {
        finished.wait()
        finished.signal()
    }
}

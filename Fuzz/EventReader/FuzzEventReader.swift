import Fuzzing

/// What one input leaves in it must not change what the next one gives, so it lives on.
private nonisolated(unsafe) var check = EventReaderCheck()

/// Called by libFuzzer, on one thread, with one input after the other; an input is found when the
/// process ends in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEventReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    if let flaw = check.flaw(in: UnsafeRawBufferPointer(start: start, count: count)) {
        fatalError(flaw)
    }
    return 0
}

import Foundation

/// What a piece of work took: wall clock and CPU of this process.
struct Measure {
    let seconds: Double
    let cpuSeconds: Double

    static func of(_ body: () throws -> Void) rethrows -> Measure {
        let began = Instant()
        try body()
        return began.untilNow
    }

    /// A place in time from which something is measured.
    struct Instant {
        private let wall = ContinuousClock.now
        private let cpu = Measure.processCPUSeconds

        var untilNow: Measure {
            Measure(
                seconds: (ContinuousClock.now - wall) / .seconds(1),
                cpuSeconds: Measure.processCPUSeconds - cpu)
        }
    }

    /// CPU that this process has used, all threads, in seconds.
    private static var processCPUSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double {
            Double(time.tv_sec) + Double(time.tv_usec) / 1e6
        }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Memory of this process that is resident now, in bytes.
    static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
            return 0  // not Linux: the figure is missing, the benchmark goes on
        }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// The most memory of this process that has ever been resident, in bytes.
    static var peakResidentBytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1_024
    }
}

extension [Double] {
    /// The middle one; the lower of two.
    var median: Double { sorted()[(count - 1) / 2] }
}

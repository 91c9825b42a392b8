import Foundation

/// What a piece of work took: wall clock and CPU of this process.
struct Measure {
    let seconds: Double
    let cpuSeconds: Double

    static func of(_ body: () throws -> Void) rethrows -> Measure {
        let cpu = cpuSeconds
        let began = ContinuousClock.now
        try body()
        let wall = (ContinuousClock.now - began) / .seconds(1)
        return Measure(seconds: wall, cpuSeconds: cpuSeconds - cpu)
    }

    private static var cpuSeconds: Double {
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

    /// A line of the report: what, how fast, at what cost.
    func report(_ what: String, count: Int, unit: String) {
        let rate = Double(count) / seconds
        let cpu = cpuSeconds / Double(count) * 1e6
        print(
            pad(what, 44) + pad("\(grouped(Int(rate))) \(unit)/s", 24)
                + "\(rounded(cpu, 3)) CPU-s per million")
    }
}

/// A line that sets a figure against its limit.
func reportRatio(_ what: String, _ ratio: Double, wanted: String) {
    print(pad("→ " + what, 44) + pad(rounded(ratio, 2), 24) + "wanted: \(wanted)")
}

func rounded(_ number: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((number * scale).rounded())
    let fraction = String(scaled % Int(scale))
    return
        "\(scaled / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
}

func grouped(_ number: Int) -> String {
    var text = String(number)
    var at = text.count - 3
    while at > 0 {
        text.insert(",", at: text.index(text.startIndex, offsetBy: at))
        at -= 3
    }
    return text
}

func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
}

/// Keeps the optimiser from throwing work away.
@inline(never)
func keep<Value>(_ value: Value) {}

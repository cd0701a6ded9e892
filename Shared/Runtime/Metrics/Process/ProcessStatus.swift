import Glibc

/// What the kernel tells of a process in `/proc/<pid>/stat` (see proc_pid_stat(5)).
struct ProcessStatus: Sendable {
    let cpuSeconds: Double
    let startedAfterBootSeconds: Double
    let residentBytes: Double

    static func current() -> ProcessStatus? {
        Procfs.text(at: "/proc/self/stat").flatMap {
            ProcessStatus($0, ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)), pageBytes: sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    /// - Parameters:
    ///   - line: the whole of the file; nil is returned for what is not one.
    ///   - ticksPerSecond: the unit of its times.
    ///   - pageBytes: the unit of its memory.
    init?(_ line: String, ticksPerSecond: Int, pageBytes: Int) {
        // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
        guard let nameEnd = line.lastIndex(of: ")") else { return nil }
        let fields = line[nameEnd...].split(whereSeparator: \.isWhitespace)
        /// By the number that the manual gives it; the name's end stands for the second.
        func field(_ number: Int) -> Double? {
            fields.indices.contains(number - 2) ? Double(fields[number - 2]) : nil
        }
        guard
            let userTicks = field(14), let kernelTicks = field(15),
            let startTicks = field(22), let residentPages = field(24)
        else { return nil }
        cpuSeconds = (userTicks + kernelTicks) / Double(ticksPerSecond)
        startedAfterBootSeconds = startTicks / Double(ticksPerSecond)
        residentBytes = residentPages * Double(pageBytes)
    }
}

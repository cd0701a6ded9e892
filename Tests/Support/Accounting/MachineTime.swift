internal import Foundation
internal import Glibc

/// How much CPU time the whole machine has used since it was started, whoever used it; see proc_stat(5).
public struct MachineTime: Sendable, Equatable {
    /// CPU seconds that were worked, by programs and by the kernel.
    public let busySeconds: Double
    /// CPU seconds that the machine's host gave to others, though there was work.
    public let stolenSeconds: Double

    /// States both.
    public init(busySeconds: Double, stolenSeconds: Double) {
        self.busySeconds = busySeconds
        self.stolenSeconds = stolenSeconds
    }

    /// What it is now.
    /// - Throws: ``AccountingFault`` where the kernel does not tell.
    public static func now() throws -> MachineTime {
        let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
        guard let time = MachineTime(text, ticksPerSecond: sysconf(Int32(_SC_CLK_TCK))) else {
            throw AccountingFault("/proc/stat does not tell how busy the machine is")
        }
        return time
    }

    /// Reads the text of `/proc/stat`; nil for anything else.
    /// - Parameter ticksPerSecond: the unit of its times.
    init?(_ text: String, ticksPerSecond: Int) {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("cpu ") }) else { return nil }
        let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard ticks.count >= 8 else { return nil }
        let (user, nice, system, interrupts, softInterrupts) = (ticks[0], ticks[1], ticks[2], ticks[5], ticks[6])
        busySeconds = (user + nice + system + interrupts + softInterrupts) / Double(ticksPerSecond)
        stolenSeconds = ticks[7] / Double(ticksPerSecond)
    }

    /// The average number of processes that ran or waited during the last minute.
    public static func loadAverage() -> Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : 0
    }
}

internal import Foundation

/// How much memory programs hold that no file backs and nobody shares, so that it counts for them alone.
public enum PrivateMemory {
    /// The private memory of each program, in megabytes of 1,024 kilobytes: `RssAnon` of proc_pid_status(5), of the processes
    /// that all others of it descend from.
    /// - Throws: ``AccountingFault`` for a program that does not run.
    public static func megabytes(of programs: [ProcessAccounting.Program]) throws -> [String: Double] {
        let processes = try AccountedProcess.all()
        var megabytes: [String: Double] = [:]
        for program in programs {
            let first = try AccountedProcess.first(of: program, among: processes)
            megabytes[program.name] = first.compactMap { kilobytes(of: $0.id) }.reduce(0, +) / 1024
        }
        return megabytes
    }

    private static func kilobytes(of process: Int) -> Double? {
        (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)).flatMap(kilobytes(inStatus:))
    }

    /// Reads the text of `/proc/<pid>/status`; nil where it does not tell.
    static func kilobytes(inStatus text: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
    }
}

internal import Foundation
internal import Glibc

/// A process as `/proc` shows it; see proc(5).
struct AccountedProcess {
    let id: Int
    let executable: String
    let parent: Int
    /// In ticks since the machine was started.
    let start: Int
    /// Its own time, that of the kernel on its behalf, and both of its descendants that have ended.
    let ticks: Int

    static func all() throws -> [AccountedProcess] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap(Int.init).sorted()
            .compactMap(AccountedProcess.init)
    }

    /// Reads a process; nil if it has ended.
    private init?(_ id: Int) {
        // The name stands in parentheses and may itself contain some.
        guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")")
        else { return nil }
        // From the third field on, the state.
        let fields = stat[stat.index(after: close)...].split(separator: " ").map { Int($0) ?? 0 }
        guard fields.count > 19 else { return nil }
        self.id = id
        executable = String(stat[stat.index(after: open)..<close])
        parent = fields[1]
        ticks = fields[11...14].reduce(0, +)
        start = fields[19]
    }

    /// The processes that all others of a program descend from.
    /// - Throws: ``AccountingFault`` if there are none.
    static func first(
        of program: ProcessAccounting.Program, among processes: [AccountedProcess]
    ) throws -> [AccountedProcess] {
        let own = processes.filter { $0.belongs(to: program) }
        let parents = Dictionary(processes.map { ($0.id, $0.parent) }) { first, _ in first }
        let ids = Set(own.map(\.id))
        // A session of PostgreSQL looks like the server that it descends from, and so does what RabbitMQ starts by way of a
        // shell, each minute, to see that its name server is there.
        let first = own.filter { process in
            !sequence(first: process.parent) { parents[$0] }.contains(where: ids.contains)
        }
        guard !first.isEmpty else { throw AccountingFault("\(program.name) does not run in \(program.folder)") }
        return first
    }

    private func belongs(to program: ProcessAccounting.Program) -> Bool {
        program.executables.contains(executable) && Self.isSame("/proc/\(id)/cwd", program.folder)
    }

    /// Whether two paths lead to one folder, through whatever links.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        var (leftStatus, rightStatus) = (stat(), stat())
        return stat(left, &leftStatus) == 0 && stat(right, &rightStatus) == 0
            && leftStatus.st_dev == rightStatus.st_dev && leftStatus.st_ino == rightStatus.st_ino
    }
}

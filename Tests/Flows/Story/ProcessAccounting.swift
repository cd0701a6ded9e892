import Foundation
import Glibc

/// How much CPU time programs have used since they were started, as the kernel accounts for it.
///
/// A program is more than one process: each session of PostgreSQL is one, and RabbitMQ runs others for what Erlang does
/// not do. What a process used that has ended stands in the account of the parent that waited for it, so that nothing is
/// lost or counted twice.
struct ProcessAccounting: Sendable {
    /// A program, by the processes that all others of it descend from.
    struct Program: Sendable {
        /// Names it in the account.
        let name: String
        /// The names of the executables.
        let executables: [String]
        /// The folder that they work in.
        let folder: String
    }

    /// What a program used.
    struct Usage: Sendable, Equatable {
        let program: String
        let milliseconds: Int
    }

    private struct Account: Sendable {
        let program: String
        /// When the first processes were started, which tells them from those that take their place.
        let starts: Set<Int>
        /// The ids of all processes.
        let members: Set<Int>
        let ticks: Int
    }

    private let accounts: [Account]

    /// Takes the account of programs as it stands now.
    /// - Throws: ``StoryFault`` for a program that does not run.
    init(of programs: [Program]) throws {
        var accounts = try Self.look(at: programs)
        for _ in 0..<50 {
            let again = try Self.look(at: programs)
            // Whoever ended during a look may be counted twice or not at all. Nobody did who is still there.
            if again.map(\.members) == accounts.map(\.members) {
                self.accounts = accounts
                return
            }
            accounts = again
        }
        throw StoryFault("processes come and go too fast for their CPU time to be taken")
    }

    /// What each program used between an earlier account and this one.
    /// - Throws: ``StoryFault`` for a program that was started anew in between: what it used before is not known.
    func used(since earlier: ProcessAccounting) throws -> [Usage] {
        let ticksPerSecond = sysconf(Int32(_SC_CLK_TCK))
        return try accounts.map { account in
            guard let before = earlier.accounts.first(where: { $0.program == account.program }),
                before.starts.isSubset(of: account.starts)
            else { throw StoryFault("\(account.program) was started anew while its CPU time was taken") }
            return Usage(
                program: account.program, milliseconds: (account.ticks - before.ticks) * 1000 / ticksPerSecond)
        }
    }

    private static func look(at programs: [Program]) throws -> [Account] {
        let processes = try AccountedProcess.all()
        return try programs.map { program in
            let own = processes.filter { $0.belongs(to: program) }
            // A session of PostgreSQL looks like the server that it descends from.
            let first = own.filter { process in !own.contains { $0.id == process.parent } }
            guard !first.isEmpty else { throw StoryFault("\(program.name) does not run in \(program.folder)") }
            let all = family(of: first, among: processes)
            return Account(
                program: program.name, starts: Set(first.map(\.start)), members: Set(all.map(\.id)),
                ticks: all.reduce(0) { $0 + $1.ticks })
        }
    }

    /// Processes and all that descend from them.
    private static func family(
        of first: [AccountedProcess], among processes: [AccountedProcess]
    ) -> [AccountedProcess] {
        let children = Dictionary(grouping: processes, by: \.parent)
        var known: Set<Int> = []
        var family = first.filter { known.insert($0.id).inserted }
        var next = 0
        while next < family.count {
            family += (children[family[next].id] ?? []).filter { known.insert($0.id).inserted }
            next += 1
        }
        return family
    }
}

/// A process as `/proc` shows it; see proc(5).
private struct AccountedProcess {
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

    func belongs(to program: ProcessAccounting.Program) -> Bool {
        program.executables.contains(executable) && Self.isSame("/proc/\(id)/cwd", program.folder)
    }

    /// Whether two paths lead to one folder, through whatever links.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        var (leftStatus, rightStatus) = (stat(), stat())
        return stat(left, &leftStatus) == 0 && stat(right, &rightStatus) == 0
            && leftStatus.st_dev == rightStatus.st_dev && leftStatus.st_ino == rightStatus.st_ino
    }
}

extension Stage {
    /// The programs of the instance whose CPU time is accounted for: services, PostgreSQL and RabbitMQ.
    func programs(services: [String]) -> [ProcessAccounting.Program] {
        services.map { .init(name: $0, executables: [$0], folder: "\(folder)/services/\($0)") } + [
            .init(name: "postgres", executables: ["postgres"], folder: "\(folder)/postgres/data"),
            .init(name: "rabbitmq", executables: ["beam.smp", "epmd"], folder: "\(folder)/rabbitmq"),
        ]
    }
}

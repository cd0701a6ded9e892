internal import Glibc

/// How much CPU time programs have used since they were started, as the kernel accounts for it.
///
/// A program is more than one process: each session of PostgreSQL is one, and RabbitMQ runs others for what Erlang does
/// not do. What a process used that has ended stands in the account of the parent that waited for it, so that nothing is
/// lost or counted twice.
public struct ProcessAccounting: Sendable {
    /// A program, by the processes that all others of it descend from.
    public struct Program: Sendable {
        /// Names it in the account.
        public let name: String
        /// The names of the executables.
        public let executables: [String]
        /// The folder that they work in.
        public let folder: String

        /// Describes a program.
        public init(name: String, executables: [String], folder: String) {
            self.name = name
            self.executables = executables
            self.folder = folder
        }
    }

    /// What a program used.
    public struct Usage: Sendable, Equatable {
        /// Which, by its name.
        public let program: String
        /// CPU milliseconds, in whole ticks of the kernel's clock (10 ms).
        public let milliseconds: Int

        /// States both.
        public init(program: String, milliseconds: Int) {
            self.program = program
            self.milliseconds = milliseconds
        }
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
    /// - Throws: ``AccountingFault`` for a program that does not run.
    public init(of programs: [Program]) throws {
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
        throw AccountingFault("processes come and go too fast for their CPU time to be taken")
    }

    /// What each program used between an earlier account and this one.
    /// - Throws: ``AccountingFault`` for a program that was started anew in between: what it used before is not known.
    public func used(since earlier: ProcessAccounting) throws -> [Usage] {
        let ticksPerSecond = sysconf(Int32(_SC_CLK_TCK))
        return try accounts.map { account in
            guard let before = earlier.accounts.first(where: { $0.program == account.program }),
                before.starts.isSubset(of: account.starts)
            else { throw AccountingFault("\(account.program) was started anew while its CPU time was taken") }
            return Usage(
                program: account.program, milliseconds: (account.ticks - before.ticks) * 1000 / ticksPerSecond)
        }
    }

    /// The ids of the processes that all others of programs descend from.
    /// - Throws: ``AccountingFault`` for a program that does not run.
    public static func processes(of programs: [Program]) throws -> [Int] {
        let processes = try AccountedProcess.all()
        return try programs.flatMap { program in
            let first = try AccountedProcess.first(of: program, among: processes)
            return first.map(\.id)
        }
    }

    private static func look(at programs: [Program]) throws -> [Account] {
        let processes = try AccountedProcess.all()
        return try programs.map { program in
            let first = try AccountedProcess.first(of: program, among: processes)
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

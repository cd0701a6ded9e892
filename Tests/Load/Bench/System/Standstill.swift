import Accounting
import Glibc

/// Programs that stand still, by SIGSTOP, until they are told to go on.
struct Standstill {
    private let processes: [Int]

    /// Has programs stand still.
    init(of programs: [ProcessAccounting.Program]) throws {
        processes = try ProcessAccounting.processes(of: programs)
        for process in processes { Glibc.kill(pid_t(process), SIGSTOP) }
    }

    /// Has them go on.
    func end() {
        for process in processes { Glibc.kill(pid_t(process), SIGCONT) }
    }
}

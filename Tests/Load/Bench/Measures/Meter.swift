import LoadRig
import Accounting
import Glibc

/// Takes the account of a run: who used how much CPU time, and what else the machine was busy with.
struct Meter {
    let programs: [ProcessAccounting.Program]

    /// What came of a run, and what it took.
    struct Reading<Value: Sendable>: Sendable {
        let value: Value
        let use: ProcessorUse
        let conditions: Conditions
    }

    /// Does something, waits until the system has come to rest, so that what follows is counted too, and reads the account.
    func during<Value: Sendable>(_ run: String, _ body: () async throws -> Value) async throws -> Reading<Value> {
        let programs = programs
        let start = Monotonic.now()
        let machine = try MachineTime.now()
        let driver = Self.driverMilliseconds()
        let before = try ProcessAccounting(of: programs)
        let value = try await body()
        try await Rest(programs: programs).wait()
        let usages = try ProcessAccounting(of: programs).used(since: before)
        let use = ProcessorUse(usages, driver: Self.driverMilliseconds() - driver)
        let now = try MachineTime.now()
        let conditions = Conditions(
            run: run, seconds: Double(Monotonic.now() - start) / 1e9, loadAverage: MachineTime.loadAverage(),
            busy: now.busySeconds - machine.busySeconds, stolen: now.stolenSeconds - machine.stolenSeconds, own: use)
        return Reading(value: value, use: use, conditions: conditions)
    }

    /// What the bench itself and its children that have ended used.
    private static func driverMilliseconds() -> Double {
        milliseconds(of: RUSAGE_SELF) + milliseconds(of: RUSAGE_CHILDREN)
    }

    private static func milliseconds(of who: __rusage_who) -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let microseconds = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
        return seconds * 1000 + microseconds / 1000
    }
}

/// Waits until programs have nothing to do any more.
struct Rest {
    let programs: [ProcessAccounting.Program]

    /// How long they must have done nearly nothing.
    private static let length = Duration.milliseconds(500)
    /// What they may use in that time, in milliseconds: looking whether there is something to do takes some.
    private static let mostMilliseconds = 100
    private static let limit = Duration.seconds(300)

    func wait() async throws {
        let deadline = ContinuousClock.now + Self.limit
        var last = try ProcessAccounting(of: programs)
        while true {
            try await Task.sleep(for: Self.length)
            let now = try ProcessAccounting(of: programs)
            if try now.used(since: last).reduce(0, { $0 + $1.milliseconds }) <= Self.mostMilliseconds { return }
            guard ContinuousClock.now < deadline else {
                throw RigFault("the system does not come to rest within \(Self.limit): see its logs")
            }
            last = now
        }
    }
}

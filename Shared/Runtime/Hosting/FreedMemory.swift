internal import CMalloc
internal import Glibc

/// Gives back to the system what the process has freed. The allocator keeps it otherwise, in pools that threads have for
/// themselves: after a rush a service would hold for good what it needed at the worst moment.
enum FreedMemory {
    /// How often it is looked whether it is time.
    static let interval = Duration.seconds(1)

    /// Has the allocator make fewer pools: one for each core, and two at least. For the start of a process.
    ///
    /// `MALLOC_ARENA_MAX`, the C library's own variable, says another number.
    static func limit() {
        guard getenv("MALLOC_ARENA_MAX") == nil else { return }
        _ = mallopt(M_ARENA_MAX, max(2, Int32(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// Gives it back at each rest, and now and then while there is none, until the task is cancelled.
    static func giveBack() async {
        var pace = FreedMemoryPace(at: .now)
        while !Task.isCancelled {
            let worked = ProcessStatus.current()?.cpuSeconds ?? 0
            if pace.isDue(worked: .seconds(worked), at: .now) { _ = malloc_trim(0) }
            try? await Task.sleep(for: interval)
        }
    }
}

/// When freed memory is given back: as soon as the process rests, since what works on needs it again, and has it made anew then.
/// That costs a service that is busy a twentieth of its time, done every second (`docs/benchmarks.md`).
struct FreedMemoryPace {
    /// How long a process that works on keeps what it has freed.
    static let patience = Duration.seconds(5)
    /// It rests if it computes less than this fraction of the time.
    static let rest = 0.05
    /// What it computes between two times at least. To look through what is free takes a millisecond or two.
    static let effort = Duration.milliseconds(20)

    private var looked: (worked: Duration, at: ContinuousClock.Instant)
    private var given: (worked: Duration, at: ContinuousClock.Instant)

    init(at now: ContinuousClock.Instant) {
        looked = (.zero, now)
        given = looked
    }

    /// Whether it is time. If so, it is noted as done.
    /// - Parameter worked: what the process has computed since its start.
    mutating func isDue(worked: Duration, at now: ContinuousClock.Instant) -> Bool {
        let rests = worked - looked.worked < (now - looked.at) * Self.rest
        looked = (worked, now)
        guard worked - given.worked >= Self.effort, rests || now - given.at >= Self.patience else { return false }
        given = looked
        return true
    }
}

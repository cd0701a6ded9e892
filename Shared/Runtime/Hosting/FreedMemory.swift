internal import CMalloc
internal import Glibc

/// Gives back to the system what the process has freed. The allocator keeps it otherwise, in pools that threads have for
/// themselves: after a rush a service would hold for good what it needed at the worst moment.
enum FreedMemory {
    /// How often. To look through what is free takes a millisecond or two.
    static let interval = Duration.seconds(1)

    /// Has the allocator make fewer pools: one for each core, and two at least. For the start of a process.
    ///
    /// `MALLOC_ARENA_MAX`, the C library's own variable, says another number.
    static func limit() {
        guard getenv("MALLOC_ARENA_MAX") == nil else { return }
        _ = mallopt(M_ARENA_MAX, max(2, Int32(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }

    /// Gives it back again and again, until the task is cancelled.
    static func giveBack() async {
        while !Task.isCancelled {
            _ = malloc_trim(0)
            try? await Task.sleep(for: interval)
        }
    }
}

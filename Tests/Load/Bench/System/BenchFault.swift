/// Why the bench does not go on.
struct BenchFault: Error, CustomStringConvertible {
    /// What is the matter, and what to do.
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Demands what the bench cannot go on without.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw BenchFault(what()) }
}

/// Waits until a condition holds, but no longer than a limit.
func wait(
    for what: String, within limit: Duration, every interval: Duration = .milliseconds(20),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw BenchFault("waited \(limit) in vain for \(what)") }
        try await Task.sleep(for: interval)
    }
}

/// Why a trial under load does not go on.
package struct RigFault: Error, CustomStringConvertible {
    /// What is the matter, and what to do.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Demands what the trial cannot go on without.
package func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw RigFault(what()) }
}

/// Waits until a condition holds, but no longer than a limit.
package func wait(
    for what: String, within limit: Duration, every interval: Duration = .milliseconds(20),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw RigFault("waited \(limit) in vain for \(what)") }
        try await Task.sleep(for: interval)
    }
}

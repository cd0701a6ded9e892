/// Waits until a condition holds, but no longer than the limit.
/// - Parameter pause: how long not to look, once it did not hold: longer where to look takes from what is waited for.
/// - Returns: whether it came to hold.
public func eventually(
    within limit: Duration = .seconds(20), pausing pause: Duration = .milliseconds(5),
    _ condition: () async throws -> Bool
) async rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
        if try await condition() { return true }
        guard ContinuousClock.now < deadline, !Task.isCancelled else { return false }
        try? await Task.sleep(for: pause)
    }
}

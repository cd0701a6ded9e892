/// A seed on which something did not hold, and what had happened by then.
public struct SeedFailure: Error, CustomStringConvertible {
    /// The seed that shows it again.
    public let seed: UInt64
    /// What did not hold.
    public let reason: String
    /// What happened, in as few steps as lead to it.
    public let steps: [String]

    init<Played: Scenario>(seed: UInt64, _ course: Course<Played>) {
        var script = Script(isWritten: true)
        var reason = "it holds when played once more, so that something besides the seed has a say in it"
        do {
            try course.play(&script)
        } catch {
            reason = "\(error)"
        }
        self.seed = seed
        self.reason = reason
        steps = script.lines
    }

    /// The seed, the steps, what did not hold and how to see it again.
    public var description: String {
        let numbered = steps.enumerated().map { "  \($0 + 1). \($1)" }
        return """
            seed \(seed): \(reason)
            \(numbered.joined(separator: "\n"))
            Play it again with THROUGHTRAIN_SEED=\(seed).
            """
    }
}

import Testing

@testable import Seeds

/// A counter that must be even after a crash, which it is not if it was raised three times and lowered never.
private struct Flawed: Scenario {
    private var raised = 0
    private var lowered = 0
    private var isBroken = false

    init(_ script: inout Script) {}

    mutating func step(_ script: inout Script) {
        switch script.below(4) {
        case 0:
            raised += 1
            script.write("raised")
        case 1:
            lowered += 1
            script.write("lowered")
        default: script.write("idle")
        }
    }

    mutating func crash(_ script: inout Script) {
        isBroken = raised == 3 && lowered == 0
        script.write("crash")
    }

    mutating func settle(_ script: inout Script) {}

    func check() throws {
        try demand(!isBroken, "raised thrice")
    }
}

private struct Sound: Scenario {
    init(_ script: inout Script) {}
    mutating func step(_ script: inout Script) { Self.tally.count += 1 }
    mutating func crash(_ script: inout Script) { Self.tally.crashes += 1 }
    mutating func settle(_ script: inout Script) { Self.tally.ends += 1 }
    func check() {}

    struct Tally {
        var count = 0
        var crashes = 0
        var ends = 0
    }

    /// Of the one test that plays it.
    nonisolated(unsafe) static var tally = Tally()
}

@Suite("Each seed is played")
struct EachSeedTests {
    @Test("undisturbed, and with a crash before each step and at the end")
    func crashes() throws {
        try forEachSeed(10, steps: 6, play: Sound.self)
        #expect(Sound.tally.crashes == 10 * 7)
        #expect(Sound.tally.ends == 10 * 8)
        #expect(Sound.tally.count == 10 * 8 * 6)
    }

    @Test("a failure is told by its seed and the few steps that lead to it, and is the same each time")
    func failure() throws {
        let failures = (0..<2).map { _ in
            #expect(throws: SeedFailure.self) { try forEachSeed(1000, steps: 12, play: Flawed.self) }
        }
        let failure = try #require(failures[0])
        #expect(failure.steps == ["raised", "raised", "raised", "crash"])
        #expect(failure.reason == "raised thrice")
        #expect(failure.description == failures[1]?.description)
        #expect(failure.description.contains("THROUGHTRAIN_SEED=\(failure.seed)"))
    }
}

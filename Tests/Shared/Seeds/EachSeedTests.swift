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
    private var steps = 0

    init(_ script: inout Script) {}
    mutating func step(_ script: inout Script) { steps += 1 }
    mutating func crash(_ script: inout Script) { Self.crashes.append(steps) }
    mutating func settle(_ script: inout Script) { Self.ends.append(steps) }
    func check() {}

    /// After how many steps the crashes and the ends came, in the one test that plays it.
    nonisolated(unsafe) static var crashes: [Int] = []
    nonisolated(unsafe) static var ends: [Int] = []
}

@Suite("Each seed is played")
struct EachSeedTests {
    @Test("with a crash before each step in turn, at the end, and not at all")
    func crashes() throws {
        try forEachSeed(16, steps: 6, play: Sound.self)
        #expect(Sound.crashes == [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6])
        #expect(Sound.ends == Array(repeating: 6, count: 16))
    }

    @Test("a failure is told by its seed and the few steps that lead to it, and is the same each time")
    func failure() throws {
        let failures = (0..<2).map { _ in
            #expect(throws: SeedFailure.self) { try forEachSeed(4000, steps: 12, play: Flawed.self) }
        }
        let failure = try #require(failures[0])
        #expect(failure.steps == ["raised", "raised", "raised", "crash"])
        #expect(failure.reason == "raised thrice")
        #expect(failure.description == failures[1]?.description)
        #expect(failure.description.contains("THROUGHTRAIN_SEED=\(failure.seed)"))
    }
}

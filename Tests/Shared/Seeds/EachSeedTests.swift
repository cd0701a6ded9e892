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

    /// After how many steps the crashes and the ends came, in the one suite that plays it.
    nonisolated(unsafe) static var crashes: [Int] = []
    nonisolated(unsafe) static var ends: [Int] = []
}

@Suite("Each seed is played", .serialized)
struct EachSeedTests {
    @Test("whole, and then with a crash before each of its steps and at the end")
    func crashes() async throws {
        (Sound.crashes, Sound.ends) = ([], [])
        try await forEachSeed(3, steps: 6, play: Sound.self)
        let played = Sound.ends.count / 8
        #expect(Sound.crashes == Array(repeating: Array(0...6), count: played).flatMap(\.self))
        #expect(Sound.ends == Array(repeating: 6, count: 8 * played))
        #expect(played > 0)
    }

    @Test("if it is long, with a crash before each step up to a bound, and before some of the others")
    func longStory() async throws {
        (Sound.crashes, Sound.ends) = ([], [])
        try await forEach(in: 1..<2, steps: 200, play: Sound.self)
        #expect(Array(Sound.crashes.prefix(64)) == Array(0..<64))
        let drawn = Sound.crashes.dropFirst(64)
        #expect((8...16).contains(drawn.count) && drawn.allSatisfy { (64...200).contains($0) })
        #expect(Sound.ends == Array(repeating: 200, count: 1 + Sound.crashes.count))
    }

    @Test("a failure is told by its seed and the few steps that lead to it, and is the same each time")
    func failure() async throws {
        let failure = try #require(
            await #expect(throws: SeedFailure.self) { try await forEach(in: 0..<4000, steps: 12, play: Flawed.self) })
        #expect(failure.steps == ["raised", "raised", "raised", "crash"])
        #expect(failure.reason == "raised thrice")
        #expect(failure.description.contains("THROUGHTRAIN_SEED=\(failure.seed)"))
        let again = await #expect(throws: SeedFailure.self) {
            try await forEach(in: failure.seed..<failure.seed + 1, steps: 12, play: Flawed.self)
        }
        #expect(again?.description == failure.description)
    }
}

import Glibc

/// Plays a scenario for each of many seeds: the whole story of a seed first, and then once for each of its steps with the crash
/// before that step, and once with the crash at the end. Of a story of more than 64 steps the crash comes before each of the
/// first 64, and before 16 of the others that are drawn.
///
/// `THROUGHTRAIN_SEED` plays one seed alone, and `THROUGHTRAIN_SEEDS` another number of them.
/// - Parameters:
///   - count: how many seeds.
///   - steps: how many steps each of them has.
/// - Throws: ``SeedFailure`` for the first seed on which something did not hold.
public func forEachSeed<Played: Scenario>(_ count: Int, steps: Int, play played: Played.Type) async throws {
    try await forEach(in: chosenSeeds(count), steps: steps, play: played)
}

func forEach<Played: Scenario>(in seeds: Range<UInt64>, steps: Int, play _: Played.Type) async throws {
    for seed in seeds {
        // Seconds of computing: other tests, whose servers do not wait, share the threads.
        await Task.yield()
        guard let course = Course<Played>.broken(ofSeed: seed, steps: steps) else { continue }
        throw SeedFailure(seed: seed, course.shortened())
    }
}

func chosenSeeds(_ count: Int) -> Range<UInt64> {
    if let seed = number(in: "THROUGHTRAIN_SEED") { return seed..<seed + 1 }
    return 0..<(number(in: "THROUGHTRAIN_SEEDS") ?? UInt64(count))
}

private func number(in variable: String) -> UInt64? {
    getenv(variable).flatMap { UInt64(String(cString: $0)) }
}

import Glibc

/// Plays a scenario for each of many seeds. The crash comes before the first step of the first one, before the second step of
/// the next one, and so on, then at the end, then not at all, and over again.
///
/// `THROUGHTRAIN_SEED` plays one seed alone, and `THROUGHTRAIN_SEEDS` another number of them.
/// - Parameters:
///   - count: how many seeds.
///   - steps: how many steps each of them has.
/// - Throws: ``SeedFailure`` for the first seed on which something did not hold.
public func forEachSeed<Played: Scenario>(_ count: Int, steps: Int, play _: Played.Type) throws {
    for seed in chosenSeeds(count) {
        let turn = Int(seed % UInt64(steps + 2))
        let course = Course<Played>(seed: seed, steps: steps, crashBefore: turn > steps ? nil : turn)
        var script = Script(isWritten: false)
        do {
            try course.play(&script)
        } catch {
            throw SeedFailure(seed: seed, course.shortened())
        }
    }
}

private func chosenSeeds(_ count: Int) -> Range<UInt64> {
    if let seed = number(in: "THROUGHTRAIN_SEED") { return seed..<seed + 1 }
    return 0..<(number(in: "THROUGHTRAIN_SEEDS") ?? UInt64(count))
}

private func number(in variable: String) -> UInt64? {
    getenv(variable).flatMap { UInt64(String(cString: $0)) }
}

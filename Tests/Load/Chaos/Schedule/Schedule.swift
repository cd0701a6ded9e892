import Seeds

/// What an act does, and when: the same for the same seed.
struct Schedule: Equatable, Sendable {
    let act: Act
    /// In the order in which they are due.
    let deeds: [TimedDeed]

    /// How many instances of each service run.
    static let replicas = 2

    /// Draws it. Each act draws from a sequence of its own, so that one that is played alone is the same as among others.
    init(of act: Act, seed: UInt64, scale: ChaosScale) {
        let place = UInt64(Act.allCases.firstIndex(of: act) ?? 0)
        var random = SplitMix64(seed: seed &* 0x1_0000 &+ place)
        self.act = act
        deeds = Self.deeds(of: act, scale, using: &random)
    }

    private static func deeds(
        of act: Act, _ scale: ChaosScale, using random: inout SplitMix64
    ) -> [TimedDeed] {
        if let service = act.killedService { return kills(of: service, scale, using: &random) }
        return switch act {
        case .killBroker:
            moments(scale.killsOfBroker, every: scale.betweenBrokerKills, scale, using: &random)
                .map { TimedDeed(.killBroker, at: $0) }
        case .crashDatabase:
            moments(scale.crashesOfDatabase, every: scale.betweenCrashes, scale, using: &random)
                .map { TimedDeed(.crashDatabase, at: $0) }
        case .brokerOutage: trouble(.takeBrokerAway, .bringBrokerBack, for: scale.outage, scale)
        case .freezeService: freezes(scale, using: &random)
        case .memoryAlarm: trouble(.raiseAlarm, .endAlarm, for: scale.trouble, scale)
        case .longTransaction: trouble(.openTransaction, .endTransaction, for: scale.trouble, scale)
        case .fullVolume: fullVolume(scale)
        case .killLeader: leaders(scale)
        default: []
        }
    }

    private static func kills(
        of service: String, _ scale: ChaosScale, using random: inout SplitMix64
    ) -> [TimedDeed] {
        moments(scale.killsOfEachService, every: scale.betweenKills, scale, using: &random).map { due in
            TimedDeed(.kill(service: service, replica: Int.random(in: 1...replicas, using: &random)), at: due)
        }
    }

    /// Moments with random pauses between them, of half to one and a half times a length.
    private static func moments(
        _ count: Int, every pause: Int, _ scale: ChaosScale, using random: inout SplitMix64
    ) -> [Int] {
        var due = scale.calm
        return (0..<count).map { _ in
            due += Int.random(in: pause / 2...pause * 3 / 2, using: &random)
            return due
        }
    }

    private static func trouble(
        _ beginning: Deed, _ end: Deed, for length: Int, _ scale: ChaosScale
    ) -> [TimedDeed] {
        [TimedDeed(beginning, at: scale.calm), TimedDeed(end, at: scale.calm + length)]
    }

    /// Orders first, whose relay has the most to carry, then others.
    private static func freezes(_ scale: ChaosScale, using random: inout SplitMix64) -> [TimedDeed] {
        let others = ["catalogue", "eligibility", "logistics", "livestream"].shuffled(using: &random)
        return (["orders"] + others).prefix(scale.frozenServices).enumerated().flatMap { place, service in
            let start = scale.calm + place * (scale.freeze + scale.calm)
            return [TimedDeed(.freeze(service: service), at: start), TimedDeed(.thaw, at: start + scale.freeze)]
        }
    }

    /// In the middle of it PostgreSQL crashes, and cannot come back before there is room: what it had written to its journal
    /// alone must be written to the full volume.
    private static func fullVolume(_ scale: ChaosScale) -> [TimedDeed] {
        [
            TimedDeed(.fillVolume, at: scale.calm),
            TimedDeed(.crashDatabase, at: scale.calm + scale.trouble / 2),
            TimedDeed(.freeVolume, at: scale.calm + scale.trouble),
        ]
    }

    private static func leaders(_ scale: ChaosScale) -> [TimedDeed] {
        (0..<scale.killsOfLeaders).flatMap { number in
            let start = scale.calm + number * (scale.calm + scale.trouble)
            return [TimedDeed(.killLeader, at: start), TimedDeed(.awaitCluster, at: start + scale.calm)]
        }
    }
}

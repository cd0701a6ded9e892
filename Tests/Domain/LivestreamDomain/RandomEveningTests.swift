import LivestreamDomain
import Seeds
import Testing
import Vocabulary

/// An episode and a slot of it, given commands at random as time goes on, as a careless caller might.
@Suite("An episode and its slot under random commands")
struct RandomEveningTests {
    @Test("refusals change nothing, and what happens, happens once and in order", arguments: UInt64(0)..<300)
    func evening(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var evening = Evening(episode: try Sample.episode(), slot: try Sample.slot(.asked))
        var now = try Sample.start() - .minutes(20)
        for _ in 0..<60 {
            now = now + .seconds(Int64.random(in: 0...600, using: &generator))
            if Bool.random(using: &generator) {
                evening.giveEpisode(.random(using: &generator), at: now)
            } else {
                evening.giveSlot(.random(using: &generator), at: now, using: &generator)
            }
        }
        #expect(evening.changesByRefusal == 0, "seed \(seed)")
        #expect(isPrefixed(evening.episodeFacts, by: [["started", "ended"], ["cancelled"]]), "seed \(seed)")
        #expect(
            isPrefixed(
                evening.slotFacts,
                by: [["opened", "soldOut", "closed"], ["opened", "closed"], ["closed"], ["refused"]]),
            "seed \(seed): \(evening.slotFacts)")
        #expect(evening.openedOffAir == 0, "seed \(seed)")
        #expect(evening.slot.stock.left >= 0, "seed \(seed)")
    }

    private func isPrefixed(_ facts: [String], by histories: [[String]]) -> Bool {
        histories.contains { $0.starts(with: facts) }
    }
}

private struct Evening {
    var episode: Episode
    var slot: OfferSlot
    var orders: [UUIDv7: SlotOrder] = [:]
    /// The facts that can happen once, by name.
    var episodeFacts: [String] = []
    var slotFacts: [String] = []
    var changesByRefusal = 0
    var openedOffAir = 0

    mutating func giveEpisode(_ command: EpisodeCommand, at now: Instant) {
        let before = episode
        do {
            for fact in try perform(command, at: now) {
                switch fact {
                case .started: episodeFacts.append("started")
                case .ended: episodeFacts.append("ended")
                case .cancelled: episodeFacts.append("cancelled")
                default: break
                }
            }
        } catch {
            if episode != before { changesByRefusal += 1 }
        }
    }

    private mutating func perform(_ command: EpisodeCommand, at now: Instant) throws(EpisodeRefusal) -> [EpisodeFact] {
        switch command {
        case .reschedule:
            try episode.reschedule(
                from: now + .minutes(5), to: now + .minutes(65), on: nil, slots: [slot.state], engagements: [], at: now)
        case .cancel: try episode.cancel(at: now)
        case .cancelUnstarted: try episode.cancelUnstarted(at: now)
        case .start: try episode.start(by: Sample.presenterID, at: now)
        case .loseStream: try episode.loseStream(at: now)
        case .regainStream: try episode.regainStream(at: now)
        case .end: try episode.end(at: now)
        case .endWithoutStream: try episode.endWithoutStream(at: now)
        case .countAudience:
            try episode.count(Audience(episodeID: episode.id, viewers: HyperLogLog(), peak: 0), at: now)
        case .attachRecording:
            try episode.attach(.init(id: Sample.id(20), mediaKey: "key", duration: .hours(1)), at: now)
        }
    }

    mutating func giveSlot(_ command: OfferSlotCommand, at now: Instant, using generator: inout SplitMix64) {
        let before = slot
        do {
            for fact in try perform(command, at: now, using: &generator) {
                switch fact {
                case .opened:
                    slotFacts.append("opened")
                    if episode.state != .live { openedOffAir += 1 }
                case .soldOut: slotFacts.append("soldOut")
                case .closed: slotFacts.append("closed")
                case .refused: slotFacts.append("refused")
                default: break
                }
            }
        } catch {
            if slot != before { changesByRefusal += 1 }
        }
    }

    private mutating func perform(
        _ command: OfferSlotCommand,
        at now: Instant,
        using generator: inout SplitMix64
    ) throws(OfferSlotRefusal) -> [OfferSlotFact] {
        switch command {
        case .recordSetAside:
            let total = Int64.random(in: 1...600_000, using: &generator)
            return try slot.recordSetAside(.grams(total), registeredPermille: 500, at: now)
        case .recordSetAsideRefusal:
            // Rare, or few evenings would have a slot at all.
            guard Int.random(in: 0..<10, using: &generator) == 0 else { return [] }
            return try slot.recordSetAsideRefusal(.init(reason: .short, available: .grams(0)), at: now)
        case .open:
            return try slot.open(during: episode, at: now)
        case .count:
            return try slot.count([movement(using: &generator)], of: &orders, at: now)
        case .close:
            guard Int.random(in: 0..<10, using: &generator) == 0 else { return [] }
            return try slot.close(at: now)
        case .closeAtWindowEnd:
            return try slot.closeAtWindowEnd(at: now)
        case .closeWithEpisode:
            return episode.state.isFinal ? try slot.close(with: episode, at: now) : []
        }
    }

    private func movement(using generator: inout SplitMix64) -> SlotMovement {
        let order = UInt64.random(in: 0..<8, using: &generator)
        let kind = SlotMovement.Kind.random(using: &generator)
        return SlotMovement(
            orderID: Sample.id(2000 + order), kind: kind,
            allocations: [
                .init(
                    allocationID: Sample.id(3000 + order),
                    quantity: .grams(.random(in: 1...200_000, using: &generator)))
            ])
    }
}

extension CaseIterable {
    fileprivate static func random(using generator: inout SplitMix64) -> Self {
        let cases = Array(allCases)
        return cases[Int.random(in: 0..<cases.count, using: &generator)]
    }
}

import CatalogueDomain
import Testing
import Vocabulary

/// Lots in every state of `states.md`, and in those conditions that its guards tell apart.
private enum Situation: CaseIterable {
    case received, passed, listed, partlyQuarantined, soldOut, quarantined, closed, recalled

    func lot() throws -> Lot {
        switch self {
        case .received: try Sample.lot(1, .received)
        case .passed: try Sample.lot(1, .passed)
        case .listed: try Sample.lot(1, .listed, [.available: 8000, .committed: 2000])
        case .partlyQuarantined: try Sample.lot(1, .listed, [.available: 8000, .quarantined: 1000, .committed: 1000])
        case .soldOut: try Sample.lot(1, .listed, [.committed: 10_000])
        case .quarantined: try Sample.lot(1, .quarantined, [.quarantined: 8000, .committed: 2000])
        case .closed: try Sample.lot(1, .closed, [.committed: 10_000])
        case .recalled: try Sample.lot(1, .recalled, [.quarantined: 8000, .committed: 2000])
        }
    }
}

extension LotCommand {
    /// Gives the command with all its guards held, as far as the lot allows; the state that it leads to, nil if
    /// refused.
    fileprivate func outcome(on original: Lot) throws -> LotState? {
        var lot = original
        do throws(LotRefusal) {
            switch self {
            case .inspect: _ = try lot.inspect(Sample.inspection(.passed))
            case .list:
                _ = try lot.list(
                    with: Sample.certificate(of: lot), selling: try product(), under: Sample.terms,
                    breachID: Sample.id(9), at: Sample.now)
            case .quarantine:
                _ = try lot.quarantine(1000, cause: .excursion, causeID: Sample.id(9), holdings: LotHoldings())
            case .inspectAgain: _ = try lot.inspectAgain(Sample.inspection(.passed), of: 1000, at: Sample.now)
            case .bringBack: _ = try lot.bringBack(1000, cause: .claim, causeID: Sample.id(9))
            case .transform: _ = try lot.transform(1000, by: Self.transformation)
            case .returnToProducer: _ = try lot.returnToProducer(1000)
            case .expire: _ = try lot.expire(holdings: LotHoldings(), at: lot.origin.expiresOn.end)
            case .closeExhausted: _ = try lot.closeExhausted(uncollected: 0)
            case .recall:
                _ = try lot.recall(Sample.id(9), closure: [lot.id], reason: "residue", holdings: LotHoldings())
            }
        } catch {
            #expect(lot == original, "a refusal left a trace")
            return nil
        }
        return lot.state
    }

    private func product() throws(LotRefusal) -> Product {
        do { return try Sample.product() } catch { throw .productNotOnSale }
    }

    private static let transformation = Transformation(
        outputs: [Sample.id(77)], inputGrams: 1000, packingGrams: 50, outputGrams: 900)
}

@Suite("The state table of a lot")
struct LotTableTests {
    /// Every allowed pair and where it leads; all other pairs are refused.
    private static let table: [Situation: [LotCommand: LotState]] = [
        .received: [
            .inspect: .passed, .transform: .received, .returnToProducer: .received, .expire: .closed,
            .recall: .recalled,
        ],
        .passed: [
            .list: .listed, .transform: .passed, .returnToProducer: .passed, .expire: .closed, .recall: .recalled,
        ],
        .listed: [
            .quarantine: .listed, .bringBack: .listed, .transform: .listed, .returnToProducer: .listed,
            .expire: .closed, .recall: .recalled,
        ],
        .partlyQuarantined: [
            .quarantine: .listed, .inspectAgain: .listed, .bringBack: .listed, .transform: .listed,
            .returnToProducer: .listed, .expire: .closed, .recall: .recalled,
        ],
        .soldOut: [
            .bringBack: .listed, .expire: .closed, .closeExhausted: .closed, .recall: .recalled,
        ],
        .quarantined: [.inspectAgain: .listed, .bringBack: .quarantined, .recall: .recalled],
        .closed: [.bringBack: .quarantined, .recall: .recalled],
        .recalled: [.bringBack: .recalled],
    ]

    @Test("has each of its rows, and no other", arguments: Situation.allCases, LotCommand.allCases)
    fileprivate func pair(situation: Situation, command: LotCommand) throws {
        #expect(try command.outcome(on: situation.lot()) == Self.table[situation]?[command])
    }
}

import LivestreamDomain
import Testing
import Vocabulary

/// Every pair of state and command, each given at a time and with what it needs for its guards to hold.
@Suite("Offer slot: the state table")
struct OfferSlotStateTableTests {
    struct Row: Hashable {
        let from: OfferSlotState
        let command: OfferSlotCommand
    }

    private static let allowed: [Row: OfferSlotState] = [
        Row(from: .asked, command: .recordSetAside): .ready,
        Row(from: .asked, command: .recordSetAsideRefusal): .refused,
        Row(from: .asked, command: .count): .asked,
        Row(from: .asked, command: .close): .closed,
        Row(from: .asked, command: .closeWithEpisode): .closed,
        Row(from: .ready, command: .recordSetAside): .ready,
        Row(from: .ready, command: .open): .open,
        Row(from: .ready, command: .count): .ready,
        Row(from: .ready, command: .close): .closed,
        Row(from: .ready, command: .closeAtWindowEnd): .closed,
        Row(from: .ready, command: .closeWithEpisode): .closed,
        Row(from: .open, command: .recordSetAside): .open,
        Row(from: .open, command: .count): .soldOut,
        Row(from: .open, command: .close): .closed,
        Row(from: .open, command: .closeAtWindowEnd): .closed,
        Row(from: .open, command: .closeWithEpisode): .closed,
        Row(from: .soldOut, command: .count): .soldOut,
        Row(from: .soldOut, command: .close): .closed,
        Row(from: .soldOut, command: .closeAtWindowEnd): .closed,
        Row(from: .soldOut, command: .closeWithEpisode): .closed,
        Row(from: .closed, command: .count): .closed,
        Row(from: .refused, command: .count): .refused,
    ]

    @Test(
        "each command is allowed where the table has a row, and refused elsewhere",
        arguments: OfferSlotState.allCases, OfferSlotCommand.allCases)
    func row(from: OfferSlotState, command: OfferSlotCommand) throws {
        let before = try Sample.slot(from)
        var slot = before
        if let expected = Self.allowed[Row(from: from, command: command)] {
            #expect(try perform(command, on: &slot) != [])
            #expect(slot.state == expected)
        } else {
            #expect(throws: OfferSlotRefusal.notInState(command, from)) { try perform(command, on: &slot) }
            #expect(slot == before)
        }
    }

    @Test("stock set aside shrinks to nothing: closed", arguments: [OfferSlotState.asked, .ready, .open])
    func nothingSetAside(from: OfferSlotState) throws {
        var slot = try Sample.slot(from)
        let now = try Sample.start()
        let closing = SlotClosing(cause: .quarantine, sold: .grams(0), left: .grams(0))
        #expect(try slot.recordSetAside(.grams(0), registeredPermille: 0, at: now) == [.closed(closing, at: now)])
        #expect(slot.state == .closed)
    }

    @Test("orders that take, give back or lose stock leave an open slot open")
    func openStaysOpen() throws {
        for kind in SlotMovement.Kind.allCases where kind != .committed {
            var slot = try Sample.slot(.open)
            var orders: [UUIDv7: SlotOrder] = [:]
            let movement = SlotMovement(
                orderID: Sample.id(31), kind: kind,
                allocations: [.init(allocationID: Sample.id(32), quantity: slot.allotment)])
            _ = try slot.count([movement], of: &orders, at: Sample.start())
            #expect(slot.state == .open)
        }
    }

    private func perform(_ command: OfferSlotCommand, on slot: inout OfferSlot) throws -> [OfferSlotFact] {
        let now = slot.window.start
        switch command {
        case .recordSetAside:
            return try slot.recordSetAside(slot.allotment, registeredPermille: 1000, at: now)
        case .recordSetAsideRefusal:
            return try slot.recordSetAsideRefusal(.init(reason: .short, available: .grams(100)), at: now)
        case .open:
            return try slot.open(during: Sample.episode(.live), at: now)
        case .count:
            var orders: [UUIDv7: SlotOrder] = [:]
            let all = SlotMovement(
                orderID: Sample.id(31), kind: .committed,
                allocations: [.init(allocationID: Sample.id(32), quantity: slot.allotment)])
            return try slot.count([all], of: &orders, at: now)
        case .close:
            return try slot.close(at: now)
        case .closeAtWindowEnd:
            return try slot.closeAtWindowEnd(at: slot.window.end)
        case .closeWithEpisode:
            return try slot.close(with: Sample.episode(.ended), at: now)
        }
    }
}

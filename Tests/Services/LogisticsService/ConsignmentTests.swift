import Eventing
import LogisticsDomain
import LogisticsEvents
import LogisticsService
import OrdersEvents
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Consignments", .enabled(if: LiveServers.arePresent))
struct ConsignmentTests {
    @Test("A batch of confirmed orders is accepted at once, and delivered again it has no second effect")
    func accepted() async throws {
        try await Region.with { region in
            let orders = region.doors.map { ConfirmedOrder(from: region.station, to: $0) }
            let batch = try orders.map { try region.teller.envelope($0.confirmed(), correlationID: $0.id) }
            #expect(try await region.schema.deliver(batch) == 2)
            #expect(try await region.schema.deliver(batch) == 0)

            let accepted = try await region.schema.told(ConsignmentAccepted.self)
            #expect(accepted.map(\.consignmentID) == orders.map(\.consignment))
            #expect(accepted.allSatisfy { $0.hub == region.hub && $0.origin == region.station && $0.grossG == 2_700 })
            #expect(accepted.allSatisfy { $0.collectFrom == Region.noon + .hours(1) && $0.collectTo < $0.deliverBy })
            let told = try await region.schema.told().filter { $0.type == ConsignmentAccepted.type.name }
            #expect(told.map(\.correlationID) == orders.map(\.id))
            #expect(told.map(\.causationID) == batch.map(\.id))

            let detail = try await region.detail(orders[0].consignment)
            #expect(detail.summary.state == "accepted")
            #expect(detail.summary.depot == region.depot)
            #expect(detail.items.map(\.ordered) == [.grams(2_500)])
            #expect(detail.history.map(\.command) == ["accept"])
            #expect(detail.history.first?.eventID == batch[0].id)
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("A consignment that cannot be carried is refused with the reason, and its goods are named")
    func refused() async throws {
        try await Region.with { region in
            let good = ConfirmedOrder(from: region.station, to: region.doors[0])
            var unknown = ConfirmedOrder(from: region.station, to: .make())
            unknown.band = nil
            var elsewhere = good.again
            elsewhere.city = Region.code("340100")
            var unserved = ConfirmedOrder(from: region.station, to: region.station)
            unserved.kind = .station
            unserved.city = Region.code("340100")
            var frozen = good.again
            frozen.band = Band(minimum: -250, maximum: -180, allowedMinutes: 30)
            var late = good.again
            late.deliverBy = Region.noon + .hours(3)
            var heavy = good.again
            heavy.grams = 4_000_000
            let stray = ConfirmedOrder(from: .make(), to: region.doors[0])
            let orders = [unknown, elsewhere, unserved, frozen, late, heavy, stray]
            try await region.schema.deliver(try orders.map { try region.teller.envelope($0.confirmed()) })

            let refused = try await region.schema.told(ConsignmentRefused.self)
            #expect(
                refused.map(\.reason) == [
                    .unknownDestination, .unknownDestination, .noLane, .noBand, .tooLate, .tooLarge, .noLane,
                ])
            #expect(refused.map(\.items.first?.allocationID) == orders.map(\.allocation))
            #expect(try await region.schema.told(ConsignmentAccepted.self).isEmpty)
            let detail = try await region.detail(late.consignment)
            #expect(detail.summary.state == "refused")
            #expect(detail.history.map(\.refusal) == ["too-late"])
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("What is called off before collection is told, once, and wholly when nothing is left")
    func withdrawn() async throws {
        try await Region.with { region in
            let order = ConfirmedOrder(from: region.station, to: region.doors[0])
            let other = ConfirmedOrder(from: region.station, to: region.doors[1])
            try await region.deliver(
                try region.teller.envelope(order.confirmed()), try region.teller.envelope(other.confirmed()),
                try region.teller.envelope(order.withdrawal(grams: 1_000)))
            try await region.deliver(
                try region.teller.envelope(order.cancelled()), try region.teller.envelope(other.cancelled()),
                try region.teller.envelope(other.withdrawal(grams: 2_500)),
                try region.teller.envelope(ConfirmedOrder(from: region.station, to: .make()).cancelled()))

            let told = try await region.schema.told(ConsignmentWithdrawn.self)
            #expect(told.map(\.consignmentID) == [order.consignment, order.consignment, other.consignment])
            #expect(told.map(\.items.first?.quantity) == [.grams(1_000), .grams(1_500), .grams(2_500)])
            #expect(told.map(\.isWhole) == [false, true, true])
            let detail = try await region.detail(other.consignment)
            #expect(detail.summary.state == "withdrawn")
            #expect(detail.items.map(\.withdrawn) == [2_500])
            #expect(detail.history.map(\.refusal) == [nil, nil, "not-in-state"])
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("A withdrawal of a consignment that nobody knows cannot happen, and is not taken")
    func unheard() async throws {
        try await Region.with { region in
            let order = ConfirmedOrder(from: region.station, to: region.doors[0])
            await #expect(throws: (any Error).self) {
                try await region.deliver(try region.teller.envelope(order.withdrawal(grams: 1)))
            }
        }
    }

    @Test("Lists are narrowed by state, station and order, and paged")
    func lists() async throws {
        try await Region.with { region in
            let orders = region.doors.map { ConfirmedOrder(from: region.station, to: $0) }
            let lost = ConfirmedOrder(from: region.station, to: .make())
            try await region.schema.deliver(try (orders + [lost]).map { try region.teller.envelope($0.confirmed()) })
            func list(_ filter: ConsignmentFilter, _ page: Page?) async throws -> [UUIDv7] {
                let page = try #require(page)
                return try await region.read { try await $0.consignments(filter, page, in: $1) }.consignments
                    .map(\.consignmentID)
            }
            #expect(try await list(.init(state: .refused), Page()) == [lost.consignment])
            #expect(try await list(.init(order: orders[0].id), Page()) == [orders[0].consignment])
            #expect(try await list(.init(state: .accepted, station: region.station), Page()).count == 2)
            #expect(try await list(.init(station: region.hub), Page()).isEmpty)
            let newestFirst = (orders + [lost]).map(\.consignment).sorted().reversed()
            let first = try await list(.init(), Page(limit: 2))
            #expect(first == Array(newestFirst.prefix(2)))
            #expect(try await list(.init(), Page(last: first[1], limit: 2)) == Array(newestFirst.suffix(1)))
        }
    }
}

extension ConfirmedOrder {
    /// Another order of the same.
    fileprivate var again: ConfirmedOrder { ConfirmedOrder(from: origin, to: destination) }
}

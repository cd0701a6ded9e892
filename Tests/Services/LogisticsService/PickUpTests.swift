import LogisticsEvents
import LogisticsService
import OrdersEvents
import Runtime
import TestSupport
import Testing
import Vocabulary

extension Region {
    /// A region with a consignment that waits for a run, a parcel that waits for its buyer, a refused one, and a
    /// closed station.
    static func withParcels(_ body: (Region) async throws -> Void) async throws {
        try await Region.with { region in
            let orders = [
                ConfirmedOrder(from: region.station, to: region.doors[0]),
                ConfirmedOrder(from: region.station, to: .make()),
            ]
            try await region.schema.deliver(try orders.map { try region.teller.envelope($0.confirmed()) })
            _ = try await region.parcel()
            let old = try Region.describe(.station, "522728103", hub: region.hub)
            let ids = try await region.act { try await $0.openStations(StationSheet([old]), $1, in: $2) }.ids
            _ = try await region.act { try await $0.closeStations(StationClosingSheet(ids), $1, in: $2) }
            #expect(try await region.schema.breaches() == [])
            try await body(region)
        }
    }

    /// A parcel that runs have brought to its station, where it waits for 24 hours for whoever says 204817.
    func parcel() async throws -> UUIDv7 {
        _ = try await act { service, context, transaction in
            let lane = Region.lane(from: hub, to: "522728", over: nil, band: Region.cold)
            return try await service.promiseLanes(LaneSheet([lane]), context, in: transaction)
        }
        var order = ConfirmedOrder(from: station, to: station)
        order.kind = .station
        order.city = Region.code("522728")
        try await deliver(try teller.envelope(order.confirmed()))
        let id = order.consignment
        try await execute("UPDATE consignment_item SET collected = ordered WHERE consignment = '\(id)'")
        try await execute(
            """
            WITH parcel AS (
                UPDATE consignment SET state = 'waiting', collected_at = '\(Region.noon)', pick_up_wrong_tries = 0,
                    pick_up_code = encode(sha256(convert_to('\(id):204817', 'UTF8')), 'hex'),
                    pick_up_by = '\(Region.noon + .hours(24))'
                WHERE id = '\(id)' RETURNING id, pick_up_by
            )
            INSERT INTO deadline (kind, subject, due) SELECT 'consignment.pick-up-by', id::text, pick_up_by FROM parcel
            """)
        return id
    }
}

@Suite("Picking up", .enabled(if: LiveServers.arePresent))
struct PickUpTests {
    @Test("Whoever knows the code gets the parcel, and its clock is struck")
    func pickUp() async throws {
        try await Region.with { region in
            let parcel = try await region.parcel()
            let answer = try await region.act {
                try await $0.pickUpConsignment(parcel, PickUpRequest(code: "204817"), $1, in: $2)
            }
            let taken = try answer.get()
            #expect(taken.summary.state == "delivered")
            let told = try await region.schema.told(ConsignmentDelivered.self)
            #expect(told.map(\.consignmentID) == [parcel])
            #expect(told.first?.items.map(\.delivered) == [.grams(2_500)])
            #expect(told.first?.proof.kind == .code)
            #expect(try await region.schema.breaches() == [])
            let again = try await region.refusal {
                try await $0.pickUpConsignment(parcel, PickUpRequest(code: "204817"), $1, in: $2)
            }
            #expect(again?.status == 409)
        }
    }

    @Test("A wrong code is counted, and after five none is taken any more")
    func wrongCode() async throws {
        try await Region.with { region in
            let parcel = try await region.parcel()
            for left in (0..<5).reversed() {
                let answer = try await region.act {
                    try await $0.pickUpConsignment(parcel, PickUpRequest(code: "000000"), $1, in: $2)
                }
                let problem = #expect(throws: Problem.self) { try answer.get() }
                #expect(problem?.field == "code")
                #expect(problem?.detail.contains("\(left) tries") == true)
            }
            let locked = try await region.refusal {
                try await $0.pickUpConsignment(parcel, PickUpRequest(code: "204817"), $1, in: $2)
            }
            #expect(locked?.code == "pick-up-locked")
            let detail = try await region.detail(parcel)
            #expect(detail.history.compactMap(\.refusal) == Array(repeating: "wrong-code", count: 5))
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("A parcel that nobody fetches in time is given up, and the order is told")
    func unclaimed() async throws {
        try await Region.with { region in
            let parcel = try await region.parcel()
            let due = Region.noon + .hours(24)
            let isGivenUp = try await region.schema.workDeadlines(at: due) {
                try await !region.schema.told(ConsignmentFailed.self).isEmpty
            }
            #expect(isGivenUp)
            let failed = try #require(try await region.schema.told(ConsignmentFailed.self).first)
            #expect(failed.consignmentID == parcel)
            #expect(failed.isFinal && failed.reason == .unclaimed && failed.custody == .station)
            #expect(failed.at == due)
            #expect(failed.items.map(\.goods) == [.atStation])
            #expect(try await region.detail(parcel).summary.state == "failed")
            #expect(try await region.schema.breaches() == [])
        }
    }
}

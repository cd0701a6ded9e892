import CatalogueEvents
import Eventing
import LivestreamEvents
import LivestreamService
import OrdersEvents
import TestSupport
import Testing
import Vocabulary

@Suite("Attribution", .enabled(if: LiveServers.arePresent))
struct AttributionTests {
    @Test("A slot's sale belongs to its episode, another to the last that the session watched, a third to none")
    func credits() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let offer = try await studio.ready(in: episode)
            _ = try await studio.start(episode)
            let session = Token.make()
            try await studio.watch(episode, session)
            let orders = [
                Bought(listing: studio.listing, offer: offer.offerID),
                Bought(listing: studio.listing, offer: nil, session: session, placedAt: Studio.start + .hours(23)),
                Bought(listing: studio.listing, offer: nil, session: session, placedAt: Studio.start + .hours(25)),
                Bought(listing: studio.listing, offer: nil, session: .make()),
            ]
            try await studio.deliver(orders[0].placed(), orders[1].placed(), orders[2].placed(), orders[3].placed())
            for order in orders { try await studio.deliver(studio.settled(order, fen: 1_000)) }
            let told = try await studio.schema.told(RevenueAttributed.self)
            #expect(told.map(\.orderID) == [orders[0].id, orders[1].id])
            #expect(told.map(\.rule) == [.slot, .lastEpisode])
            #expect(told.map(\.offerID) == [offer.offerID, nil])
            #expect(told.map(\.episodeID) == [episode.episodeID, episode.episodeID])
            #expect(told.map(\.amountFen) == [1_000, 1_000])
            #expect(told.map(\.toRegisteredFen) == [800, 800])
            let report = try await studio.read { try await $0.revenueReport(of: nil, in: $1) }
            #expect(report.revenue.map(\.attributedFen) == [2_000])
            #expect(report.revenue.map(\.toRegisteredFen) == [1_600])
            #expect(report.revenue.map(\.orders) == [2])
            let presenter = try #require(episode.presenters.first).description
            let sold: [(presenter: String, orders: [Int64])] = [
                (presenter, [2]), ("\(UUIDv7.make())", []), ("li.presenter", []),
            ]
            for (presenter, orders) in sold {
                let own = try await studio.read { try await $0.revenueReport(of: nil, presentedBy: presenter, in: $1) }
                #expect(own.revenue.map(\.orders) == orders)
            }
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("A settlement that comes before its order waits for it, and none is attributed twice")
    func settledFirst() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let offer = try await studio.ready(in: episode)
            let order = Bought(listing: studio.listing, offer: offer.offerID)
            let settlement = try studio.settled(order, fen: 1_000)
            try await studio.deliver(settlement)
            #expect(try await studio.schema.told(RevenueAttributed.self).isEmpty)
            try await studio.deliver(order.placed())
            // The same settlement as another event.
            try await studio.schema.deliver([try Teller().envelope(settlement)])
            #expect(
                try await studio.schema.told(RevenueAttributed.self).map(\.settlementID) == [settlement.settlementID])
            #expect(try await studio.schema.breaches() == [])
        }
    }

    @Test("A reversal goes where its sale went, and leaves nothing behind")
    func reversal() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let order = Bought(listing: studio.listing, offer: try await studio.ready(in: episode).offerID)
            let evidence = UUIDv7.make()
            try await studio.deliver(order.placed(), studio.settled(order, fen: 1_000, evidence: evidence))
            try await studio.deliver(studio.settled(order, kind: .reversal, fen: -1_000, evidence: evidence))
            #expect(try await studio.schema.told(RevenueAttributed.self).map(\.amountFen) == [1_000, -1_000])
            let report = try await studio.read { try await $0.revenueReport(of: episode.episodeID, in: $1) }
            #expect(report.revenue.map(\.attributedFen) == [0])
            #expect(try await studio.rows("SELECT earned_fen FROM traffic_account") == [Int64(0)])
        }
    }

    @Test("A hundred yuan that reached registered households earn exposure, while goods of theirs are on sale")
    func traffic() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let offer = try await studio.ready(in: episode)
            let orders = (0..<4).map { _ in Bought(listing: studio.listing, offer: offer.offerID) }
            for order in orders { try await studio.deliver(order.placed()) }
            let lot = UUIDv7.make()
            let evidence = UUIDv7.make()
            // 96 yuan reach registered households: less than a step.
            try await studio.deliver(
                studio.listed(lot, isRegistered: true),
                studio.settled(orders[0], fen: 12_000, evidence: evidence))
            #expect(try await studio.schema.told(TrafficGranted.self).isEmpty)
            try await studio.deliver(studio.settled(orders[1], fen: 12_000, evidence: evidence))
            let grant = try #require(try await studio.schema.told(TrafficGranted.self).first)
            #expect(grant.listingID == studio.listing)
            #expect(grant.impressions == 1_000)
            #expect(grant.basis == evidence)
            // Once the lot is sold, what is earned waits for another.
            try await studio.deliver(
                LotClosed(lotID: lot, cause: .exhausted, lost: .grams(0), at: Studio.end),
                studio.settled(orders[2], fen: 12_000))
            #expect(try await studio.schema.told(TrafficGranted.self).count == 1)
            try await studio.deliver(
                studio.listed(isRegistered: false), studio.settled(orders[3], fen: 100))
            #expect(try await studio.schema.told(TrafficGranted.self).count == 1)
            #expect(try await studio.rows("SELECT rewarded_fen FROM traffic_account") == [Int64(10_000)])
            #expect(try await studio.schema.breaches() == [])
        }
    }
}

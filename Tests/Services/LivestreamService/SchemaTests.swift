import CatalogueEvents
import Eventing
import LivestreamService
import Postgres
import TestSupport
import Testing
import Vocabulary

/// A studio in which something of everything has happened.
extension Studio {
    static func withEvening(_ body: (Studio) async throws -> Void) async throws {
        try await Studio.with { studio in
            let programme = try await studio.openProgramme()
            let presenter = try await studio.registerPresenter()
            let episode = try await studio.schedule(programme, by: [presenter])
            _ = try await studio.schedule(
                programme, by: [presenter], from: Studio.start + .days(1), to: Studio.end + .days(1), on: nil)
            let offer = try await studio.ready(in: episode)
            _ = try await studio.start(episode)
            let session = Token.make()
            try await studio.watch(episode, session)
            let order = Bought(listing: studio.listing, offer: offer.offerID, session: session)
            try await studio.deliver(
                order.placed(), order.reserved(), studio.listed(isRegistered: true), order.confirmed(fen: 15_000),
                order.committed(), studio.settled(order, fen: 15_000))
            let early = try await studio.schedule(
                programme, by: [studio.registerPresenter()], from: Studio.morning + .hours(1),
                to: Studio.morning + .hours(2))
            _ = try await studio.start(early, at: Studio.morning + .hours(1))
            _ = try await studio.end(early, at: Studio.morning + .hours(2))
            _ = try await studio.act {
                try await $0.attachRecording(
                    to: early.episodeID, RecordingRequest(mediaKey: "early.mp4", durationMs: 1), $1, in: $2)
            }
            #expect(try await studio.schema.breaches() == [])
            try await body(studio)
        }
    }
}

@Suite("The schema keeps the invariants against our own bugs", .enabled(if: LiveServers.arePresent))
struct SchemaTests {
    /// Each statement breaks one rule.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a programme's state is one of the table's", "UPDATE programme SET state = 'paused'"),
        ("a programme has a title", "UPDATE programme SET title_zh = ' '"),
        ("a presenter has a name", "UPDATE presenter SET name = ''"),
        ("alleviation days are the 7th", "UPDATE alleviation_day SET day = day + 1"),
        ("a day's totals are not negative", "UPDATE alleviation_day SET sales_fen = -1"),
        ("history is kept", "UPDATE history SET actor = 'nobody'"),
        ("history is not deleted", "DELETE FROM history"),
        ("history is not emptied", "TRUNCATE history"),
        ("an episode's state is one of the table's", "UPDATE episode SET state = 'paused'"),
        ("an episode ends after it starts", "UPDATE episode SET ends_at = starts_at"),
        ("a number is one episode's", "UPDATE episode SET number = 1"),
        ("a stream that is lost was lost at some time", "UPDATE episode SET stream = 'lost'"),
        ("a county is one", "UPDATE episode SET county = '52'"),
        (
            "a presenter is in one place: by the episode's time",
            """
            UPDATE episode SET starts_at = '2019-07-07T13:00Z', ends_at = '2019-07-07T15:00Z' WHERE number = 2
            """
        ),
        (
            "a presenter is in one place: by the engagement",
            """
            WITH planned AS (
                INSERT INTO episode SELECT gen_random_uuid(), programme, 9, county, NULL, starts_at, ends_at,
                    'scheduled', 'awaited', NULL FROM episode WHERE number = 1 RETURNING id
            )
            INSERT INTO engagement SELECT planned.id, presenter, 1 FROM planned, engagement JOIN episode ON episode.id = episode
            WHERE number = 1
            """
        ),
        ("a recording is kept", "DELETE FROM recording"),
        ("a slot's state is one of the table's", "UPDATE offer_slot SET state = 'paused'"),
        ("an open slot has stock", "UPDATE offer_slot SET set_aside = 0"),
        ("no more is set aside than asked for", "UPDATE offer_slot SET set_aside = allotment + 1"),
        ("a price has its unit", "UPDATE offer_slot SET unit = 'pieces'"),
        ("a buyer may take something", "UPDATE offer_slot SET per_buyer = 0"),
        ("nothing less than nothing is held", "UPDATE offer_slot SET held = -1"),
        ("a window ends after it begins", "UPDATE offer_slot SET closes_at = opens_at"),
        ("a slot has an episode", "UPDATE offer_slot SET episode = gen_random_uuid()"),
        ("a tally is not negative", "UPDATE slot_allocation SET returned = -1"),
        ("a session is a token", "UPDATE episode_view SET session = 'me'"),
        ("nobody is seen before joining", "UPDATE episode_view SET last_seen_at = joined_at - interval '1 s'"),
        ("a register is one of them", "UPDATE audience_register SET register = 16384"),
        ("a rank is one that a hash leaves", "UPDATE audience_register SET rank = 52"),
        ("a count is kept", "UPDATE audience_count SET peak = 99"),
        ("a credit is kept", "UPDATE order_credit SET line = 2"),
        (
            "a slot's credit names its slot",
            "INSERT INTO order_credit SELECT order_id, 9, episode, programme, NULL, listing, rule FROM order_credit"
        ),
        ("an attribution is kept", "DELETE FROM attribution"),
        (
            "a settlement is attributed once",
            """
            INSERT INTO attribution SELECT gen_random_uuid(), settlement, order_id, episode, offer, listing, rule,
                product, county, amount_fen, to_registered_fen, evidence FROM attribution
            """
        ),
        (
            "what goes to a registered household has evidence",
            """
            INSERT INTO attribution SELECT gen_random_uuid(), settlement, order_id, episode, offer, listing, rule,
                gen_random_uuid(), county, amount_fen, to_registered_fen, NULL FROM attribution
            """
        ),
        ("a day's sale is kept", "UPDATE day_sale SET paid_fen = 1"),
        ("an order is counted once", "INSERT INTO day_sale SELECT * FROM day_sale"),
        ("a reward has evidence", "UPDATE traffic_account SET evidence = NULL"),
        ("a grant is kept", "DELETE FROM traffic_grant"),
    ]

    @Test("Every planted bad write is refused by a constraint")
    func badWrites() async throws {
        try await Studio.withEvening { studio in
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") { try await studio.execute(sql) }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            let breaches = try await studio.schema.breaches()
            #expect(breaches == [])
        }
    }
}

@Suite("The audit", .enabled(if: LiveServers.arePresent))
struct AuditTests {
    /// Each plants one breach that no constraint sees, past the triggers that keep what is kept.
    static let plants: [(sql: String, check: String)] = [
        ("UPDATE offer_slot SET held = held + 1", "slots' stock is what orders did to it"),
        ("UPDATE slot_allocation SET committed = 0", "slots' stock is what orders did to it"),
        (
            "UPDATE episode SET state = 'ended' WHERE state = 'live'",
            "open slots belong to live episodes, and no slot outlives its episode"
        ),
        (
            "UPDATE episode SET starts_at = '2019-07-07T13:00Z', ends_at = '2019-07-07T15:00Z' WHERE number = 2",
            "no presenter is in two places at once"
        ),
        (
            "UPDATE alleviation_day SET orders = 9 WHERE orders = 1",
            "alleviation days' totals are those of their orders"
        ),
        ("UPDATE order_credit SET listing = order_id", "money goes where its order's lines are owed"),
        ("UPDATE order_settlement SET waiting = '{}'", "money goes where its order's lines are owed"),
        ("UPDATE traffic_account SET earned_fen = 1", "what listings earned is what was attributed"),
        ("DELETE FROM traffic_grant", "exposure was granted to listings that were rewarded"),
    ]

    @Test("A planted breach is named by its check", arguments: plants.indices)
    func plantedBreach(_ index: Int) async throws {
        let plant = Self.plants[index]
        try await Studio.withEvening { studio in
            try await studio.execute(plant.sql, pastTriggers: true)
            let breaches = try await studio.schema.breaches()
            #expect(!breaches.isEmpty)
            #expect(breaches.allSatisfy { $0.hasPrefix(plant.check) }, "\(breaches)")
        }
    }
}

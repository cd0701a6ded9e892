import AMQP
import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("Partners", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct PartnerRelayTests {
    @Test("that are registered late are told from where the log begins, and counted by what they are told")
    func history() async throws {
        try await PartnerRoad.with { road in
            try await road.tell(Announced(subject: "a"), Announced(subject: "b"), Announced(subject: "a"))
            let partner = try await road.register("orchard")
            try await road.telling {
                try await road.tell(Announced(subject: "a"), Noted(subject: "a"), Announced(subject: "b"))
                let events = try await partner.take(5)
                #expect(events.map { "\($0.subject)\($0.subjectVersion)" }.sorted() == ["a1", "a2", "a3", "b1", "b2"])
                #expect(Set(events.map(\.id)).count == 5)
            }
        }
    }

    @Test("are told nothing yet that an older transaction may come before")
    func belowTheFence() async throws {
        try await PartnerRoad.with { road in
            let one = try await road.register("one")
            let older = try await PostgresConnection.connect(road.road.teller)
            let reader = try await LogReader.connect(road.road.teller)
            let ledger = PartnerLedger(session: reader)
            try await older.withTransaction { transaction in
                try await transaction.execute("SELECT pg_current_xact_id()")
                try await road.tell(Announced(subject: "a"))
                let partner = try #require(try await ledger.partners().first)
                _ = try await road.relay.tellPage(to: partner, ledger)
                #expect(try await road.told(one) == 0)
            }
            try await road.telling {
                let told = try await one.take(1)
                #expect(told.map(\.subject) == ["a"])
            }
            await reader.close()
            await older.close()
        }
    }

    private static func depth(of queue: String, _ road: PartnerRoad) async throws -> Int {
        let administration = try await AMQPAdministration.connect(road.road.virtualHost.configuration)
        let depth = try await administration.depth(of: queue)?.messages ?? 0
        await administration.close()
        return depth
    }

    @Test("are told of their own orders, and of what becomes of these by other aggregates, and of no other's")
    func own() async throws {
        try await PartnerRoad.with { road in
            let one = try await road.register("one")
            let other = try await road.register("other")
            let (first, second, retail) = (UUIDv7.make(), UUIDv7.make(), UUIDv7.make())
            let parcel = UUIDv7.make()
            try await road.telling {
                try await road.tell(
                    Sold(orderID: first, partner: one.id, buyer: .make()),
                    Sold(orderID: second, partner: other.id, buyer: .make()),
                    Sold(orderID: retail, partner: nil, buyer: .make()),
                    Carried(
                        parcelID: parcel,
                        items: [first, second, retail].map { Carried.Item(orderID: $0, maker: .make()) }),
                    Carried(parcelID: .make(), items: [Carried.Item(orderID: retail, maker: .make())]),
                    Announced(subject: "end"))
                let told = try await one.take(3)
                #expect(told.filter { $0.type == Sold.type.name }.map(\.subject) == ["\(first)"])
                let carried = try #require(told.first { $0.type == Carried.type.name })
                #expect(carried.subject == "\(parcel)")
                let text = String(decoding: carried.data, as: UTF8.self)
                #expect(text.contains("\(first)") && !text.contains("\(second)") && !text.contains("\(retail)"))
                #expect(try await other.take(3).contains { $0.subject == "\(second)" })
            }
            #expect(try await road.told(one) == 3)
        }
    }

    @Test("find nothing on the bus of what is withheld, and stand-ins of their own for what is re-keyed")
    func withheld() async throws {
        try await PartnerRoad.with { road in
            let one = try await road.register("one")
            let other = try await road.register("other")
            let (buyer, maker) = (Token.make(), UUIDv7.make())
            try await road.telling {
                for partner in [one, other] {
                    let order = UUIDv7.make()
                    try await road.tell(
                        Sold(orderID: order, partner: partner.id, buyer: buyer),
                        Carried(parcelID: .make(), items: [Carried.Item(orderID: order, maker: maker)]))
                }
                try await road.tell(Announced(subject: "end"))
                for partner in [one, other] {
                    let text = try await partner.bodies(3).map { String(decoding: $0, as: UTF8.self) }.joined()
                    for secret in [
                        "village", "522728101203", "station", "between us", "correlationid", "traceparent",
                        "causationid", buyer.description, maker.description,
                    ] {
                        #expect(!text.contains(secret), "\(secret) left")
                    }
                    #expect(text.contains(partner.key.standIn(for: buyer.description)))
                    #expect(text.contains(partner.key.standIn(for: maker.description)))
                }
            }
        }
    }

    @Test("are told again what could not be kept, with the same ids and versions, and go on from there")
    func crash() async throws {
        try await PartnerRoad.with { road in
            let partner = try await road.register("orchard")
            // The page is confirmed by the broker, and then not kept.
            try await road.road.tellerPool.execute(
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'not kept'; END $$
                """)
            try await road.road.tellerPool.execute(
                "CREATE TRIGGER fail BEFORE UPDATE ON partner FOR EACH ROW EXECUTE FUNCTION fail()")
            try await road.tell(Announced(subject: "a"), Announced(subject: "a"))
            var before: [EventEnvelope] = []
            try await road.telling { before = try await partner.take(2) }
            #expect(try await road.told(partner) == 0)
            try await road.road.tellerPool.execute("DROP TRIGGER fail ON partner")
            try await road.tell(Announced(subject: "a"))
            try await road.telling {
                let isTold = try await eventually { try await road.told(partner) == 3 }
                #expect(isTold)
            }
            let after = try await partner.take(3)
            let versions = (before + after).reduce(into: [UUIDv7: Set<Int32>]()) {
                $0[$1.id, default: []].insert($1.subjectVersion)
            }
            #expect(versions.count == 3)
            #expect(versions.values.allSatisfy { $0.count == 1 })
            #expect(Set(versions.values.flatMap(\.self)) == [1, 2, 3])
        }
    }

    @Test("whose queues are gone hold up no other")
    func apart() async throws {
        try await PartnerRoad.with { road in
            let gone = try await road.register("gone")
            let there = try await road.register("there")
            for queue in [gone.address.queue, gone.address.history] {
                try await road.road.virtualHost.deleteQueue(queue)
            }
            try await road.telling {
                try await road.tell(Announced(subject: "a"))
                #expect(try await there.take(1).map(\.subject) == ["a"])
            }
            #expect(try await road.told(gone) == 0)
        }
    }

    @Test("that are removed are told nothing more, and nothing is counted for them any more")
    func removed() async throws {
        try await PartnerRoad.with { road in
            let gone = try await road.register("gone")
            let there = try await road.register("there")
            try await road.telling {
                try await road.tell(Announced(subject: "a"))
                _ = try await gone.take(1)
                _ = try await there.take(1)
                let isKept = try await eventually { try await road.told(gone) == 1 }
                #expect(isKept)
                try await road.road.tellerPool.withTransaction { transaction in
                    try await PartnerRegister(in: transaction).remove(gone.id)
                }
                try await road.tell(Announced(subject: "b"))
                _ = try await there.take(1)
            }
            #expect(try await Self.depth(of: gone.address.queue, road) == 0)
            let counted = try await road.road.tellerPool.query("SELECT DISTINCT partner FROM partner_subject").decode(
                UUIDv7.self)
            #expect(counted == [there.id])
        }
    }

    @Test("that are registered keep the days of the log that they have still to be told of")
    func days() async throws {
        try await PartnerRoad.with { road in
            let pool = road.road.tellerPool
            let old = Day(of: .wallTime()) - 30
            try await pool.execute(
                "CREATE TABLE \(identifier: "event_log_\("\(old)".filter { $0 != "-" })") PARTITION OF event_log FOR VALUES FROM ('\(unescaped: "\(old)")') TO ('\(unescaped: "\(old + 1)")')"
            )
            try await pool.execute("UPDATE event_cursor SET since = \(Day(of: .wallTime()))")
            _ = try await road.register("orchard")
            let days: PostgresQuery = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'event_log'::regclass"
            let before = try await pool.query(days).decode(Int64.self)
            try await DayPartitions.drop(keepingLogFor: 9, publications: [], in: pool)
            #expect(try await pool.query(days).decode(Int64.self) == before)
            try await pool.execute("UPDATE partner SET suspended = 'restored'")
            try await DayPartitions.drop(keepingLogFor: 9, publications: [], in: pool)
            #expect(try await pool.query(days).decode(Int64.self) == before.map { $0 - 1 })
        }
    }
}

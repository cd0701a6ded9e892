import LogisticsService
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("The schema keeps the invariants against our own bugs", .enabled(if: LiveServers.arePresent))
struct SchemaTests {
    /// Each statement breaks one rule.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a site's kind is one of the table's", "UPDATE site SET kind = 'kiosk'"),
        ("a site's state is one of the table's", "UPDATE site SET state = 'paused'"),
        ("a site has a name", "UPDATE site SET name_zh = ' '"),
        ("a township has 9 digits", "UPDATE site SET township = '522728'"),
        ("a village lies in its township", "UPDATE site SET village = '522728101201' WHERE village IS NOT NULL"),
        ("a site stands on the earth", "UPDATE site SET latitude = 900000001"),
        ("a role is one of them", "UPDATE site SET roles = ARRAY['parking']"),
        ("a station has a hub", "UPDATE site SET hub = NULL WHERE kind = 'station'"),
        ("a hub has none", "UPDATE site SET hub = id WHERE kind = 'hub'"),
        (
            "a hub is a hub",
            "UPDATE site SET hub = (SELECT id FROM site WHERE kind = 'depot') WHERE kind = 'station'"
        ),
        ("a site keeps its kind", "UPDATE site SET kind = 'help-store' WHERE kind = 'station'"),
        ("a site keeps its county", "UPDATE site SET township = '520526100' WHERE kind = 'hub'"),
        ("a closed site is never opened again", "UPDATE site SET state = 'open' WHERE state = 'closed'"),
        ("a store's band does not end below its start", "UPDATE site_band SET maximum = minimum - 1"),
        ("a weekday is one", "UPDATE site_opening SET weekday = 8 WHERE weekday = 7"),
        ("a day ends at midnight", "UPDATE site_opening SET to_minute = 1441"),
        ("it closes after it opens", "UPDATE site_opening SET to_minute = from_minute"),
        (
            "periods of a weekday do not overlap",
            "INSERT INTO site_opening SELECT site, weekday, 600, 660 FROM site_opening WHERE weekday = 1"
        ),
        ("a vehicle is kept", "UPDATE vehicle SET grams = 1"),
        ("a compartment is kept", "DELETE FROM compartment"),
        ("a vehicle carries something", "INSERT INTO vehicle VALUES (gen_random_uuid(), '522728', 0, 1)"),
        ("a vehicle has a compartment", "INSERT INTO vehicle VALUES (gen_random_uuid(), '522728', 1, 1)"),
        ("a compartment's band is whole", "INSERT INTO compartment SELECT id, 9, 1, 1, 20, 80, NULL FROM vehicle"),
        (
            "a way in a band is one lane",
            """
            INSERT INTO lane (id, origin, hub, depot, city, median_minutes, ninetieth_minutes, fen_per_kg, cut_off,
                valid_to, basis)
            SELECT gen_random_uuid(), origin, hub, depot, city, 1, 1, 1, cut_off, valid_to, basis FROM lane
            WHERE band_minimum IS NULL
            """
        ),
        ("a lane ends after its cut-off", "UPDATE lane SET valid_to = cut_off"),
        ("nine in ten take longer than half", "UPDATE lane SET ninetieth_minutes = median_minutes - 1"),
        ("a lane's depot is a depot", "UPDATE lane SET depot = hub"),
        ("a lane's hub is known", "UPDATE lane SET hub = gen_random_uuid()"),
        ("a lane's city has 6 digits", "UPDATE lane SET city = '520100001'"),
        ("carriage is not paid to whoever sends", "UPDATE lane SET fen_per_kg = -1"),
        ("a door is kept", "UPDATE destination SET address = 'elsewhere'"),
        (
            "who is behind a door is encrypted",
            "INSERT INTO destination VALUES (gen_random_uuid(), '520100', 0, 0, '', 'somewhere')"
        ),
        ("a consignment's state is one of the table's", "UPDATE consignment SET state = 'parked'"),
        ("what is planned has a run", "UPDATE consignment SET state = 'planned' WHERE state = 'accepted'"),
        ("what waits at its station has none", "UPDATE consignment SET run = gen_random_uuid()"),
        ("what is on board was collected", "UPDATE consignment SET state = 'on-board', run = gen_random_uuid()"),
        ("what was accepted has a way", "UPDATE consignment SET hub = NULL WHERE state = 'accepted'"),
        ("what is refused stays so", "UPDATE consignment SET priority = 9 WHERE state = 'refused'"),
        ("it is of one order", "UPDATE consignment SET order_id = gen_random_uuid()"),
        ("it is collected in time", "UPDATE consignment SET collect_to = deliver_by + interval '1 s'"),
        ("it starts from a site of ours", "UPDATE consignment SET origin = gen_random_uuid() WHERE state = 'accepted'"),
        ("a band is whole", "UPDATE consignment SET band_maximum = NULL WHERE state = 'accepted'"),
        ("what waits has a code", "UPDATE consignment SET pick_up_code = NULL WHERE state = 'waiting'"),
        ("a code is a digest", "UPDATE consignment SET pick_up_code = '204817' WHERE state = 'waiting'"),
        ("codes are tried five times", "UPDATE consignment SET pick_up_wrong_tries = 6 WHERE state = 'waiting'"),
        ("a collection fails twice at most", "UPDATE consignment SET failed_collections = 3 WHERE state = 'accepted'"),
        (
            "a delivery fails three times at most",
            "UPDATE consignment SET failed_deliveries = 4 WHERE state = 'waiting'"
        ),
        (
            "an order's part is carried once",
            """
            INSERT INTO consignment_item SELECT consignment, 9, allocation, lot, product, goods_class, unit, ordered,
                pieces, gross_g, volume_ml, 0, NULL, 0, 0, 0, 0 FROM consignment_item
            """
        ),
        ("something was ordered", "UPDATE consignment_item SET ordered = 0"),
        ("no more is withdrawn than was ordered", "UPDATE consignment_item SET withdrawn = ordered + 1"),
        ("no more is collected than is due", "UPDATE consignment_item SET collected = ordered, withdrawn = 1"),
        (
            "nothing is delivered that was not collected",
            "UPDATE consignment_item SET delivered = 1 WHERE collected IS NULL"
        ),
        (
            "no more is delivered than is there",
            "UPDATE consignment_item SET delivered = collected, missing = 1 WHERE collected IS NOT NULL"
        ),
        ("history is kept", "UPDATE history SET actor = 'nobody'"),
        ("history is not deleted", "DELETE FROM history"),
        ("history is not emptied", "TRUNCATE history"),
        (
            "history is of something",
            """
            INSERT INTO history (aggregate, subject, command, actor, at, reason)
            SELECT 'moon', id, 'x', 'x', now(), '' FROM site
            """
        ),
    ]

    @Test("Every planted bad write is refused by a constraint")
    func badWrites() async throws {
        try await Region.withParcels { region in
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") { try await region.execute(sql) }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            let breaches = try await region.schema.breaches()
            #expect(breaches == [])
        }
    }
}

@Suite("The audit", .enabled(if: LiveServers.arePresent))
struct AuditTests {
    /// Each plants one breach that no constraint sees, past the triggers that keep what is kept.
    static let plants: [(sql: String, check: String)] = [
        ("UPDATE site SET state = 'closed' WHERE kind = 'hub'", "open stations are collected from by open hubs"),
        ("UPDATE lane SET origin = '520526' WHERE city = '522728'", "lanes begin in the county of their hub"),
        ("UPDATE consignment SET state = 'withdrawn' WHERE state = 'accepted'", "consignments' goods add up"),
        ("UPDATE consignment_item SET withdrawn = ordered WHERE collected IS NULL", "consignments' goods add up"),
        ("UPDATE consignment_item SET collected = NULL WHERE collected > 0", "consignments' goods add up"),
        ("DELETE FROM consignment_item WHERE collected IS NULL", "consignments' goods add up"),
        ("DELETE FROM history WHERE command = 'accept'", "each consignment was asked for once"),
        (
            """
            INSERT INTO history (aggregate, subject, command, actor, at, event_id, reason)
            SELECT aggregate, subject, command, actor, at, event_id, reason FROM history WHERE command = 'accept'
            """,
            "each consignment was asked for once"
        ),
        ("UPDATE consignment SET site = gen_random_uuid() WHERE state = 'accepted'", "what is carried to a station"),
        ("DELETE FROM deadline", "every parcel that waits has a clock"),
        (
            "INSERT INTO deadline SELECT 'consignment.pick-up-by', 'nobody', now()",
            "every parcel that waits has a clock"
        ),
        (
            """
            UPDATE consignment SET deliver_by = '2019-07-01T00:00Z', collect_from = '2019-06-01T00:00Z',
                collect_to = '2019-06-01T00:00Z' WHERE state = 'accepted'
            """,
            "nothing is under way three days after"
        ),
    ]

    @Test("A planted breach is named by its check", arguments: plants.indices)
    func plantedBreach(_ index: Int) async throws {
        let plant = Self.plants[index]
        try await Region.withParcels { region in
            try await region.execute(plant.sql, pastTriggers: true)
            let breaches = try await region.schema.breaches()
            #expect(!breaches.isEmpty)
            #expect(breaches.allSatisfy { $0.hasPrefix(plant.check) }, "\(breaches)")
        }
    }
}

import LogisticsEvents
import LogisticsService
import Postgres
import TestSupport
import Testing
import Vocabulary
import Runtime

extension Depot {
    /// Something of everything: a run that is over, with an excursion on it; one under way, and one that is planned.
    static func withTraffic(_ body: (Depot) async throws -> Void) async throws {
        try await Depot.with { depot in
            let orders = try await depot.accept(2)
            try await depot.rosterTruck(hours: 4)
            let first = try await depot.planOne()
            try await depot.start(first)
            try await depot.say(depot.sayings(of: first, orders), of: first)
            let loaded = try #require(first.stops.first).depart
            let readings = [(loaded + .seconds(30), Int32(150)), (loaded + .minutes(1), 40)].map { at, temperature in
                TemperatureReport.Reading(
                    space: .compartment(runID: first.runID, number: 2), at: at, temperature: temperature)
            }
            let late = [(loaded + .hours(2), Int32(150)), (loaded + .hours(4), 40)].map { at, temperature in
                TemperatureReport.Reading(
                    space: .store(stationID: depot.region.hub, number: 1), at: at, temperature: temperature)
            }
            _ = try await depot.end(first)
            _ = try await depot.region.act(at: loaded + .hours(5)) {
                try await $0.reportTemperatures(TemperatureReport(readings: readings + late), $1, in: $2)
            }
            let noon = Depot.morning + .hours(5)
            let more = try await depot.accept(2)
            try await depot.rosterTruck(from: noon)
            let second = try await depot.planOne(at: noon)
            try await depot.start(second)
            let stop = try #require(second.stops.first)
            try await depot.say([depot.arrival(at: stop), depot.service(at: stop, more)], of: second)
            let third = try #require(
                try await depot.region.act { try await $0.registerVehicles(VehicleSheet([Region.truck()]), $1, in: $2) }
                    .ids.first)
            _ = try await depot.roster(third, .make(), depot.region.hub, noon, 6)
            _ = try await depot.accept(1)
            _ = try await depot.planOne(at: noon)
            #expect(try await depot.region.schema.breaches() == [])
            try await body(depot)
        }
    }
}

@Suite("The schema of dispatch keeps the invariants against our own bugs", .enabled(if: LiveServers.arePresent))
struct DispatchSchemaTests {
    /// Each statement breaks one rule.
    static let badWrites: [(rule: String, sql: String)] = [
        ("a shift is kept", "UPDATE shift SET ends_at = ends_at + interval '1 h'"),
        ("a shift ends after it starts", "\(shift(vehicle: "vehicle", from: "ends_at", to: "starts_at"))"),
        ("a vehicle is driven by one at a time", shift(vehicle: "vehicle", from: "starts_at", to: "ends_at")),
        (
            "a driver drives one vehicle at a time",
            """
            INSERT INTO shift SELECT gen_random_uuid(), vehicle.id, driver, base, base_kind, starts_at, ends_at
            FROM shift, vehicle WHERE vehicle.county = '520102'
            """
        ),
        (
            "a shift begins at a hub or depot",
            """
            INSERT INTO shift SELECT gen_random_uuid(), vehicle, driver, site.id, 'hub', ends_at + interval '9 days',
                ends_at + interval '10 days' FROM shift, site WHERE kind = 'station' LIMIT 1
            """
        ),
        ("a run's state is one of the table's", "UPDATE run SET state = 'paused' WHERE state = 'planned'"),
        ("a run is driven as its shift says", "UPDATE run SET driver = gen_random_uuid() WHERE state = 'planned'"),
        ("what is under way has started", "UPDATE run SET state = 'under-way' WHERE state = 'planned'"),
        ("what is planned has not", "UPDATE run SET started_at = now() WHERE state = 'planned'"),
        ("what is over has an end", "UPDATE run SET state = 'ended' WHERE state = 'under-way'"),
        ("what broke down did so somewhere", "UPDATE run SET state = 'interrupted' WHERE state = 'under-way'"),
        ("an end is an end", "UPDATE run SET state = 'under-way', ended_at = NULL WHERE state = 'ended'"),
        ("a plan is followed by a later one", "UPDATE run SET plan = 0"),
        ("no plan loads more than the vehicle holds", "UPDATE run SET load_up = 1001 WHERE state = 'planned'"),
        ("a run ends after it starts", "UPDATE run SET ends_at = starts_at - interval '1 s' WHERE state = 'planned'"),
        (
            "a shift has one run to be driven",
            """
            INSERT INTO run SELECT gen_random_uuid(), county, shift, vehicle, driver, state, plan, starts_at, ends_at,
                return_metres, load_up, load_down FROM run WHERE state = 'planned'
            """
        ),
        (
            "a vehicle is on one road",
            """
            INSERT INTO run SELECT gen_random_uuid(), county, other.shift, run.vehicle, run.driver, state, plan,
                starts_at, ends_at, return_metres, load_up, load_down, started_at
            FROM run, (SELECT shift FROM run WHERE state = 'ended') AS other WHERE state = 'under-way'
            """
        ),
        ("a stop is somewhere", "UPDATE run_stop SET site = NULL"),
        ("a stop is at one place", "UPDATE run_stop SET destination = (SELECT id FROM destination LIMIT 1)"),
        ("a stop's state is one of the table's", "UPDATE run_stop SET state = 'skipped' WHERE state = 'open'"),
        ("a vehicle leaves after it comes", "UPDATE run_stop SET depart = arrive - interval '1 s'"),
        ("a served stop has an end", "UPDATE run_stop SET state = 'served' WHERE state = 'open'"),
        ("an open stop has none", "UPDATE run_stop SET ended_at = now() WHERE state = 'open'"),
        ("a served stop stays so", "UPDATE run_stop SET state = 'failed' WHERE state = 'served'"),
        ("where a vehicle serves, it is", "UPDATE run_stop SET state = 'under-service' WHERE state = 'open'"),
        ("two stops are not made at once", "UPDATE run_stop SET position = 1"),
        ("a dropped stop has no place in the plan", "UPDATE run_stop SET dropped_at = now() WHERE state = 'open'"),
        ("what is loaded has a compartment", "UPDATE stop_handling SET compartment = NULL WHERE act = 'load'"),
        ("what is unloaded has none", "UPDATE stop_handling SET compartment = 1 WHERE act = 'unload'"),
        ("what is loaded is known", "UPDATE stop_handling SET consignment = gen_random_uuid()"),
        ("a stop is one of its run's", "UPDATE stop_handling SET stop = 99"),
        ("a movement is kept", "UPDATE goods_movement SET at = now()"),
        ("a movement is not deleted", "DELETE FROM goods_movement"),
        (
            "goods move once at a time",
            """
            INSERT INTO goods_movement SELECT run, number, act, position + 900, at, consignment, compartment
            FROM goods_movement
            """
        ),
        ("a driver's word is kept", "UPDATE driver_command SET contradiction = 'run-ended'"),
        (
            "a driver says something once",
            """
            INSERT INTO driver_command (id, run, driver, at, stop, act, loaded, unloaded, unheeded, received_at, said)
            SELECT id, run, driver, at, stop, act, loaded, unloaded, unheeded, received_at, said FROM driver_command
            """
        ),
        ("a failed stop has a reason", said("'fail'", "NULL")),
        ("a served one has none", said("'serve'", "'road'")),
        ("a contradiction is one of them", said("'arrive'", "NULL", contradiction: "'mood'")),
        (
            "what is planned is planned on a run",
            "UPDATE consignment SET run = gen_random_uuid() WHERE state = 'planned'"
        ),
        ("a reading is kept", "UPDATE temperature_reading SET temperature = 0"),
        ("a reading is taken somewhere", "INSERT INTO temperature_reading (at, temperature) VALUES (now(), 0)"),
        (
            "a reading is taken in one place",
            "INSERT INTO temperature_reading SELECT run.id, 2, site.id, 1, now(), 0 FROM run, site LIMIT 1"
        ),
        (
            "a thermometer shows one temperature at a time",
            "INSERT INTO temperature_reading SELECT run, compartment, site, store, at, 99 FROM temperature_reading"
        ),
        ("nothing is exposed for less than no time", "UPDATE goods_exposure SET outside_ms = -1"),
        ("an excursion is kept", "DELETE FROM excursion"),
        ("an excursion's items are kept", "UPDATE excursion_item SET amount = 1"),
        (
            "a part is condemned by one excursion",
            "INSERT INTO excursion_item SELECT excursion, allocation, amount, allowed_minutes FROM excursion_item"
        ),
        (
            "who answers for an excursion is where it was",
            """
            INSERT INTO excursion SELECT gen_random_uuid(), run, compartment, site, store, starts_at, ends_at, peak,
                out_minutes, cumulative_minutes, 'carrier' FROM excursion
            """
        ),
    ]

    private static func shift(vehicle: String, from: String, to: String) -> String {
        """
        INSERT INTO shift SELECT gen_random_uuid(), \(vehicle), gen_random_uuid(), base, base_kind, \(from), \(to)
        FROM shift LIMIT 1
        """
    }

    private static func said(_ act: String, _ failure: String, contradiction: String = "NULL") -> String {
        """
        INSERT INTO driver_command (id, run, driver, at, stop, act, loaded, unloaded, failure, contradiction, unheeded,
            received_at, said)
        SELECT gen_random_uuid(), run, driver, at, stop, \(act), '{}', '{}', \(failure), \(contradiction), '{}',
            received_at, said FROM driver_command LIMIT 1
        """
    }

    @Test("Every planted bad write is refused by a constraint")
    func badWrites() async throws {
        try await Depot.withTraffic { depot in
            for (rule, sql) in Self.badWrites {
                let error = await #expect(throws: PostgresError.self, "\(rule)") { try await depot.region.execute(sql) }
                #expect(error?.sqlState?.hasPrefix("23") == true, "\(rule): \(error?.message ?? "")")
            }
            let breaches = try await depot.region.schema.breaches()
            #expect(breaches == [])
        }
    }

    /// Each plants one breach that no constraint sees, past the triggers that keep what is kept.
    static let plants: [(sql: String, check: String)] = [
        ("DELETE FROM stop_handling WHERE act = 'load'", "every consignment that waits for a run is loaded"),
        (
            """
            UPDATE consignment SET run = (SELECT id FROM run WHERE state = 'under-way') WHERE state = 'planned'
            """, "every consignment that waits for a run is loaded"
        ),
        ("DELETE FROM goods_movement WHERE act = 'off'", "every consignment on board is in one vehicle"),
        (
            "DELETE FROM goods_movement WHERE run IN (SELECT id FROM run WHERE state = 'under-way')",
            "every consignment on board is in one vehicle"
        ),
        ("UPDATE run_stop SET position = position + 1", "the stops of a plan follow each other"),
        (
            "UPDATE run_stop SET arrive = 'epoch', depart = 'epoch' WHERE state = 'open' AND position = 2",
            "the stops of a plan follow each other"
        ),
        ("UPDATE compartment SET grams = 1", "no compartment of a vehicle that is out holds more"),
        ("DELETE FROM event_log WHERE type LIKE '%run.completed%'", "a run that is over was told of once"),
        ("DELETE FROM excursion_item", "what an excursion names was exposed"),
        ("UPDATE goods_exposure SET outside_ms = 0", "what an excursion names was exposed"),
    ]

    @Test("A planted breach is named by its check", arguments: plants.indices)
    func plantedBreach(_ index: Int) async throws {
        let plant = Self.plants[index]
        try await Depot.withTraffic { depot in
            try await depot.region.execute(plant.sql, pastTriggers: true)
            let breaches = try await depot.region.schema.breaches()
            #expect(breaches.contains { $0.hasPrefix(plant.check) }, "\(breaches)")
        }
    }
}

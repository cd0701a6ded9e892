import Foundation
import Passes
import Runtime
import Vocabulary

/// Everything goes on its way: on Monday the counties' lorries collect from the villages and drive on to the cities,
/// and on Tuesday the depots' vans go from door to door, until nothing is left to carry.
///
/// One station is closed when the first lorry comes, which is planned anew. Some buyers are not at home, and while
/// their parcels go back to the depot the van's cooling fails, so that they are condemned.
struct DispatchChapter {
    let stage: Stage
    let network: NetworkChapter.Network

    /// What it came to.
    struct Outcome: Sendable {
        /// How many runs were driven.
        var runs = 0
        /// How many consignments were delivered.
        var delivered = 0
        /// How many were given up.
        var failed = 0
        /// How many parts of orders an excursion condemned.
        var condemned = 0
    }

    /// Every vehicle of some fleets has a shift, and is back before all is told.
    private struct Tour {
        /// Where the vehicles leave from, by their county or city.
        let bases: [String: UUIDv7]
        /// When it is planned, and when drivers have told what they did.
        let planned, told: String
        /// When vehicles may leave, and must be back.
        let from, to: String

        var fleets: [String] { bases.keys.sorted() }
    }

    /// How many buyers are not at home.
    private static let absentBuyers = 3

    /// Plays it.
    func play() async throws -> Outcome {
        let api = try await stage.api("logistics")
        let tablet = DriverTablet(stations: Set(network.stations.values), api: api)
        var outcome = Outcome()
        outcome.runs += try await drive(collection, tablet) { runs in
            try await meetClosedStation(runs, tablet)
        }
        outcome.runs += try await drive(onward, tablet)
        let (runs, condemned) = try await driveWithAbsentBuyers(doors, tablet)
        outcome.runs += runs
        if try await waiting(at: api) > 0 { outcome.runs += try await drive(secondDay, tablet) }
        outcome.delivered = try await NetworkChapter.consignments(in: "delivered", at: api)
        outcome.failed = try await NetworkChapter.consignments(in: "failed", at: api)
        outcome.condemned = try await excursionItems()
        try expect(try await waiting(at: api) == 0, "nothing is left to carry")
        try expect(
            outcome.condemned == condemned,
            "the excursion condemns what \(condemned) buyers did not take, not \(outcome.condemned) parts")
        return outcome
    }

    private var collection: Tour {
        Tour(
            bases: network.hubs, planned: "2019-07-08T06:00:00+08:00", told: "2019-07-08T17:00:00+08:00",
            from: "2019-07-08T06:30:00+08:00", to: "2019-07-08T16:30:00+08:00")
    }

    private var onward: Tour {
        Tour(
            bases: network.hubs, planned: "2019-07-08T17:30:00+08:00", told: "2019-07-09T13:45:00+08:00",
            from: "2019-07-08T18:00:00+08:00", to: "2019-07-09T13:30:00+08:00")
    }

    private var doors: Tour {
        Tour(
            bases: network.depots, planned: "2019-07-09T13:50:00+08:00", told: "2019-07-09T23:45:00+08:00",
            from: "2019-07-09T14:00:00+08:00", to: "2019-07-09T23:00:00+08:00")
    }

    private var secondDay: Tour {
        Tour(
            bases: network.depots, planned: "2019-07-10T07:00:00+08:00", told: "2019-07-10T20:45:00+08:00",
            from: "2019-07-10T07:30:00+08:00", to: "2019-07-10T20:30:00+08:00")
    }

    // MARK: - Driving

    /// Rosters shifts, plans, and drives what is planned; returns how many runs that were.
    private func drive(
        _ tour: Tour, _ tablet: DriverTablet, onTheRoad: ([UUIDv7]) async throws -> Void = { _ in }
    ) async throws -> Int {
        let runs = try await setOut(tour, tablet)
        try await onTheRoad(runs)
        try await stage.setTime(Instant(of: tour.told))
        for run in runs {
            let journey = try await tablet.journey(run)
            try await tablet.tell(try await tablet.sayings(of: journey), of: journey)
            try await tablet.end(journey)
        }
        try await settle()
        return runs.count
    }

    /// Vehicles set out, each by the plan of its county or city.
    private func setOut(_ tour: Tour, _ tablet: DriverTablet) async throws -> [UUIDv7] {
        try await stage.setTime(Instant(of: tour.planned))
        try await roster(tour, tablet)
        var runs: [UUIDv7] = []
        for fleet in tour.fleets {
            let plan = try await ask(
                Plan.self, "run", "plan", "--county", fleet, "--until", tour.to, "--actor", "chen.dispatch")
            try expect(
                plan.leftOut.allSatisfy { $0.reason == "no-vehicle" },
                "nothing of \(fleet) is left where it is but for want of a vehicle")
            for run in plan.runs {
                guard let id = UUIDv7(run.runID) else { throw StoryFault("\(run.runID) is no run") }
                try await tablet.start(try await tablet.journey(id))
                runs.append(id)
            }
        }
        try expect(!runs.isEmpty, "there is something to drive on \(tour.from)")
        return runs
    }

    private func roster(_ tour: Tour, _ tablet: DriverTablet) async throws {
        let shifts = tour.fleets.flatMap { fleet in
            (network.vehicles[fleet] ?? []).map { vehicle in
                """
                {"vehicle_id":"\(vehicle)","driver_id":"\(UUIDv7.make())","base_id":"\(tour.bases[fleet] ?? vehicle)",
                "from":"\(tour.from)","to":"\(tour.to)"}
                """
            }
        }
        try await tablet.give(
            "/shifts", #"{"shifts":[\#(shifts.joined(separator: ","))]}"#, as: .operating("chen.dispatch"))
    }

    // MARK: - What goes amiss

    /// The first lorry finds its first station closed. The driver says so from the road, and goes on by another plan.
    private func meetClosedStation(_ runs: [UUIDv7], _ tablet: DriverTablet) async throws {
        let journey = try await tablet.journey(runs[0])
        guard let stop = journey.open.first else { throw StoryFault("run \(runs[0]) has no stop") }
        try await stage.setTime(Instant(of: "2019-07-08T10:00:00+08:00"))
        let said = tablet.report(
            [tablet.arrival(at: stop), tablet.saying(at: stop, "fail", #""failure":"closed""#)], of: journey)
        let file = try stage.write(said, to: "closed.json")
        _ = try await stage.run(
            "logistics", ["run", "sync", "\(runs[0])", "--file", file, "--actor", "li.driver"])
        let plan = try await ask(
            Plan.self, "run", "replan", "\(runs[0])", "--actor", "chen.dispatch", "--reason", "station was closed")
        try expect(plan.leftOut.isEmpty, "what waits at the closed station is fetched by another plan")
    }

    /// Drives from door to door. At the last door of one run some buyers are not at home; then its cooling fails.
    private func driveWithAbsentBuyers(_ tour: Tour, _ tablet: DriverTablet) async throws -> (runs: Int, condemned: Int)
    {
        let runs = try await setOut(tour, tablet)
        try await stage.setTime(Instant(of: tour.told))
        var condemned = 0
        for run in runs {
            let journey = try await tablet.journey(run)
            let absent = condemned > 0 ? [] : try await tablet.chilledGoods(atLastDoorOf: journey, Self.absentBuyers)
            try await tablet.tell(try await tablet.sayings(of: journey, absent: absent), of: journey)
            if let warmest = absent.compactMap(\.band?.allowedMinutes).max(), let last = tablet.lastDoor(of: journey) {
                condemned += absent.reduce(0) { $0 + $1.items.count }
                try await warmUp(run, from: try Instant(of: last.depart), minutes: warmest + 30)
            }
            try await tablet.end(journey)
        }
        try expect(condemned > 0, "something on its way is to be kept cold")
        try await settle()
        return (runs.count, condemned)
    }

    /// The cooled compartment warms up, and is cold again only when it is too late.
    private func warmUp(_ run: UUIDv7, from start: Instant, minutes: Int64) async throws {
        let readings = [(start, 150), (start + .minutes(minutes), 50)].map { at, temperature in
            """
            {"where":{"run_id":"\(run)","compartment":\(DriverTablet.cooled)},"at":"\(at)",
            "temperature_dc":\(temperature)}
            """
        }
        let file = try stage.write(#"{"readings":[\#(readings.joined(separator: ","))]}"#, to: "thermometer.json")
        _ = try await stage.run("logistics", ["temperature", "report", file, "--actor", "thermometer.7"])
    }

    // MARK: - Counting

    private func waiting(at api: ServiceAPI) async throws -> Int {
        var count = 0
        for state in ["accepted", "planned", "on-board", "at-hub", "waiting"] {
            count += try await NetworkChapter.consignments(in: state, at: api)
        }
        return count
    }

    private func excursionItems() async throws -> Int {
        try await ask(Excursions.self, "excursion", "list").excursions.reduce(0) { $0 + $1.items }
    }

    /// Waits until whoever hears of consignments has heard all, before the time goes on.
    private func settle() async throws {
        try await stage.wait("all to hear what became of consignments") {
            try await Reconciliation(of: ["logistics", "orders", "catalogue"], on: stage)
                .isHeard(from: "logistics")
        }
    }

    private func ask<Answer: Decodable>(_: Answer.Type, _ arguments: String...) async throws -> Answer {
        try await stage.ask(Answer.self, "logistics", arguments)
    }
}

// MARK: - Answers

private struct Plan: Decodable {
    struct Run: Decodable {
        let runID: String
        enum CodingKeys: String, CodingKey { case runID = "run_id" }
    }

    struct LeftOut: Decodable { let reason: String }

    let runs: [Run]
    let leftOut: [LeftOut]
    enum CodingKeys: String, CodingKey { case runs, leftOut = "left_out" }
}

private struct Excursions: Decodable {
    struct Entry: Decodable { let items: Int }
    let excursions: [Entry]
}

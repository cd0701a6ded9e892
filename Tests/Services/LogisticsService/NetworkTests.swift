import Eventing
import LogisticsDomain
import LogisticsEvents
import LogisticsService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("The network", .enabled(if: LiveServers.arePresent))
struct NetworkTests {
    @Test("Stations are opened, described anew and closed, and each of it is told")
    func stations() async throws {
        try await Region.with { region in
            var description = try Region.describe(
                .helpStore, "522728101", village: "522728101202", hub: region.hub,
                roles: [.pickUp, .returns, .training])
            let opened = try await region.act { try await $0.openStations(StationSheet([description]), $1, in: $2) }
            let id = try #require(opened.ids.first)
            description.name = .init(chinese: "新店", english: "New store")
            description.bands = []
            description.hours = [.init(weekday: 7, from: 0, to: 1440)]
            _ = try await region.act {
                try await $0.changeStations(
                    StationChangeSheet([.init(stationID: id, description: description)]), $1, in: $2)
            }
            _ = try await region.act { try await $0.closeStations(StationClosingSheet([id]), $1, in: $2) }

            let told = try await region.schema.told(StationOpened.self)
            #expect(told.map(\.station.stationID) == [region.hub, region.station, region.depot, id])
            #expect(told.last?.station.roles == [.pickUp, .returns, .training])
            #expect(told.last?.station.bands == [Region.cold])
            let changed = try await region.schema.told(StationChanged.self).map(\.station)
            #expect(changed.map(\.name.english) == ["New store"])
            #expect(changed.first?.hours.map(\.to) == [1440])
            #expect(try await region.schema.told(StationClosed.self).map(\.station.stationID) == [id])
            let shown = try await region.read { try await $0.station(id, in: $1) }
            #expect(shown.state == "closed")
            #expect(shown.station == changed.first)
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("A station that breaks a rule is refused by the rule's name, and none of its list is opened")
    func unfitStations() async throws {
        try await Region.with { region in
            let good = try Region.describe(.station, "522728100", hub: region.hub)
            var stray = good
            stray.hub = region.station
            var far = good
            far.latitude = 910_000_000
            var nameless = good
            nameless.name.chinese = " "
            var noHub = good
            noHub.hub = nil
            let before = try await region.schema.told(StationOpened.self).count
            for (unfit, code) in [
                (stray, "hub-expected"), (far, "out-of-bounds"), (nameless, "empty"), (noHub, "hub-missing"),
            ] {
                let refused = try await region.refusal {
                    try await $0.openStations(StationSheet([good, unfit]), $1, in: $2)
                }
                #expect(refused?.code == code)
            }
            let empty = try await region.refusal { try await $0.openStations(StationSheet([]), $1, in: $2) }
            #expect(empty?.field == "stations")
            #expect(try await region.schema.told(StationOpened.self).count == before)
        }
    }

    @Test("A hub is closed only when it collects from nothing, and a closed station is not changed")
    func closing() async throws {
        try await Region.with { region in
            let closing = StationClosingSheet([region.hub])
            let refused = try await region.refusal { try await $0.closeStations(closing, $1, in: $2) }
            #expect(refused?.code == "hub-in-use")
            _ = try await region.act {
                try await $0.closeStations(StationClosingSheet([region.station, region.hub]), $1, in: $2)
            }
            let again = try await region.refusal { try await $0.closeStations(closing, $1, in: $2) }
            #expect(again?.status == 409)
            #expect(again?.code == "not-in-state")
            let stranger = StationClosingSheet([.make()])
            #expect(
                try await region.refusal { try await $0.closeStations(stranger, $1, in: $2) }?.field == "station_ids")
        }
    }

    @Test("A way that is promised anew is the same lane, and each promise is told")
    func lanes() async throws {
        try await Region.with { region in
            let again = try await region.act {
                try await $0.promiseLanes(
                    LaneSheet([
                        Region.lane(from: region.hub, over: region.depot, cost: 95),
                        Region.lane(from: region.hub, to: "510100", over: nil),
                    ]), $1, in: $2)
            }
            #expect(again.ids[0] == region.lanes[0])
            let told = try await region.schema.told(LaneUpdated.self)
            #expect(told.map(\.laneID) == region.lanes + again.ids)
            #expect(told.map(\.cost) == [80, 80, 95, 80])
            #expect(told.allSatisfy { $0.origin == Region.code("522728") && $0.basis == .planned })
            #expect(told[0].transit.medianMinutes > 360)
            let page = try #require(Page())
            let toGuiyang = try await region.read {
                try await $0.lanes(from: nil, to: Region.code("520100"), page, in: $1)
            }
            #expect(toGuiyang.lanes.count == 2)
            #expect(toGuiyang.lanes.allSatisfy { $0.depot == region.depot })
            #expect(try await region.schema.breaches() == [])
        }
    }

    @Test("A lane begins at an open hub, goes over an open depot, is named once, and ends after its cut-off")
    func unfitLanes() async throws {
        try await Region.with { region in
            let good = Region.lane(from: region.hub, over: region.depot)
            for (lanes, code) in [
                ([Region.lane(from: region.station, over: nil)], "hub-expected"),
                ([Region.lane(from: region.hub, over: region.station)], "depot-expected"),
                ([good, good], "repeated"),
                ([Region.lane(from: region.hub, over: nil, validTo: "2019-07-01T00:00:00Z")], "ends-before-cut-off"),
                ([Region.lane(from: region.hub, over: nil, cost: -1)], "out-of-bounds"),
                ([Region.lane(from: .make(), over: nil)], "unknown"),
            ] {
                let refused = try await region.refusal { try await $0.promiseLanes(LaneSheet(lanes), $1, in: $2) }
                #expect(refused?.code == code)
            }
        }
    }

    @Test("Vehicles join their county's fleet with their compartments")
    func vehicles() async throws {
        try await Region.with { region in
            let page = try #require(Page())
            let fleet = try await region.read { try await $0.vehicles(of: Region.code("522728"), page, in: $1) }
            #expect(fleet.vehicles.map(\.vehicleID) == [region.vehicle])
            #expect(fleet.vehicles.map(\.description) == [Region.truck()])
            var bare = Region.truck()
            bare.compartments = []
            var vast = Region.truck()
            vast.grossG = 2_000_000_000
            for (unfit, code) in [(bare, "no-compartment"), (vast, "out-of-bounds")] {
                let refused = try await region.refusal {
                    try await $0.registerVehicles(VehicleSheet([unfit]), $1, in: $2)
                }
                #expect(refused?.code == code)
            }
        }
    }

    @Test("Doors are counted by city; who lives there is read one by one, and who reads is recorded")
    func destinations() async throws {
        try await Region.with { region in
            let counts = try await region.read { try await $0.destinationCounts(in: $1) }
            #expect(counts.cities.map(\.destinations) == [2])
            let door = try await region.act { service, context, transaction in
                Told(try await service.destination(region.doors[0], context, in: transaction))
            }
            #expect(door.recipient == "王女士 1")
            let readers = try await region.schema.workbench.pool.withTransaction(readOnly: true) { transaction in
                try await transaction.query("SELECT actor, subject FROM audit_trail WHERE command = 'read-destination'")
                    .decode(String.self, String.self)
            }
            #expect(readers.map(\.0) == ["chen.dispatch"])
            #expect(readers.map(\.1) == [region.doors[0].description])
            let told = try await region.schema.told().map { String(decoding: $0.data, as: UTF8.self) }
            #expect(!told.contains { $0.contains("云岩") || $0.contains("王女士") })
            var village = Region.door(3)
            village.city = Region.code("520102001")
            let refused = try await region.refusal {
                try await $0.registerDestinations(DestinationSheet([village]), $1, in: $2)
            }
            #expect(refused?.field == "city")
        }
    }

    @Test("A request that lacks a field, or has another type there, is refused by the field's name")
    func malformed() {
        func fault<Body: Record>(_: Body.Type, _ json: String) -> EventFault? {
            do throws(EventFault) {
                _ = try Body(decoding: Array(json.utf8))
                return nil
            } catch {
                return error
            }
        }
        #expect(fault(StationSheet.self, "{}") == .missing("stations"))
        #expect(fault(StationChangeSheet.self, #"{"stations":[{}]}"#) == .missing("stations.station_id"))
        #expect(fault(LaneSheet.self, #"{"lanes":[{}]}"#) == .missing("lanes.hub"))
        #expect(fault(VehicleSheet.self, #"{"vehicles":[{"county":"522728"}]}"#) == .missing("vehicles.gross_g"))
        #expect(
            fault(DestinationSheet.self, #"{"destinations":[{"city":"520100"}]}"#) == .missing("destinations.longitude")
        )
        #expect(fault(PickUpRequest.self, "{}") == .missing("code"))
        #expect(
            fault(StationSheet.self, #"{"stations":[{"kind":"kiosk"}]}"#)
                == .invalid(
                    field: "stations.kind", expected: "one of station, help-store, training-shop, hub, depot"))
    }
}

extension Region {
    /// The problem that a command ends in, as its caller is told of it.
    func refusal<Value>(
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Problem? {
        do {
            _ = try await act(command)
            return nil
        } catch let problem as Problem {
            return problem
        } catch let refusal as any Refused {
            return Problem(refusal)
        }
    }
}

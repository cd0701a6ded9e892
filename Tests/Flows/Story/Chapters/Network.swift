import Foundation
import Passes
import Seeds
import Vocabulary

/// The way is made: each county gets a hub and a station in each of its villages, each city a depot, and lanes lead
/// from the hubs to the city nearest to them. Buyers' doors are known before anything is sent there.
struct NetworkChapter {
    let stage: Stage

    /// What later chapters need to know of it.
    struct Network: Sendable {
        /// The hubs, by county.
        var hubs: [String: UUIDv7] = [:]
        /// The stations, by village.
        var stations: [String: UUIDv7] = [:]
        /// The depots, by city.
        var depots: [String: UUIDv7] = [:]
        /// The vehicles, by the county or city whose fleet they are in.
        var vehicles: [String: [UUIDv7]] = [:]
        /// Where the goods of a county go, by county.
        var destinations: [String: [OrderingChapter.Place]] = [:]
    }

    /// How many buyers' doors are known in a city.
    static let doorsOfCity = 14
    /// What stores, compartments and lanes are kept at: from 4 to 6 degrees.
    private static let band = #"{"min":40,"max":60,"allowed_min":60}"#

    /// Plays it.
    func play() async throws -> Network {
        let api = try await stage.api("logistics")
        var network = Network()
        try await openHubs(of: &network)
        try await openStations(of: &network, at: api)
        try await openDepots(of: &network, at: api)
        try await registerFleets(of: &network, at: api)
        try await promiseLanes(of: network, at: api)
        try await registerDoors(of: &network, at: api)
        return network
    }

    /// How many consignments stand so.
    static func consignments(in state: String, at api: ServiceAPI) async throws -> Int {
        var count = 0
        var last: String?
        repeat {
            let path = "/consignments?state=\(state)&limit=1000" + (last.map { "&before=\($0)" } ?? "")
            let page = try await api.get(path).decode(ConsignmentPage.self).consignments
            count += page.count
            last = page.count == 1000 ? page.last?.consignmentID : nil
        } while last != nil
        return count
    }

    // MARK: - Sites

    /// Hubs are opened by a dispatcher on the command line, the rest over HTTP.
    private func openHubs(of network: inout Network) async throws {
        let hubs = Seat.all.map { seat in
            station("hub", seat.name, township: "\(seat.county)100", at: seat.point, roles: "[]")
        }
        let file = try stage.write(#"{"stations":[\#(hubs.joined(separator: ","))]}"#, to: "hubs.json")
        let ids = try await stage.ask(
            IDs.self, "logistics", ["station", "open", file, "--actor", "chen.dispatch"]
        ).ids
        for (seat, id) in zip(Seat.all, ids) { network.hubs[seat.county] = UUIDv7(id) }
    }

    private func openStations(of network: inout Network, at api: ServiceAPI) async throws {
        let villages = Seat.all.flatMap { seat in
            // Some 15 km from the seat, in three directions.
            zip(seat.villages, [(0, 1_300_000), (1_400_000, -500_000), (-1_400_000, -500_000)]).map { village, way in
                let name = (zh: "\(seat.name.zh)\(village.suffix(6))村站", en: "\(seat.name.en) \(village.suffix(6))")
                let hub = network.hubs[seat.county].map { #","hub":"\#($0)""# } ?? ""
                let point = (seat.point.longitude + way.0, seat.point.latitude + way.1)
                return (
                    village: village,
                    body: station(
                        "station", name, township: String(village.prefix(9)), at: point,
                        roles: #"["collection","pick-up","returns"]"#, more: #","village":"\#(village)"\#(hub)"#)
                )
            }
        }
        let ids = try await give("/stations", "stations", villages.map(\.body), at: api)
        for (village, id) in zip(villages, ids) { network.stations[village.village] = id }
    }

    private func openDepots(of network: inout Network, at api: ServiceAPI) async throws {
        let depots = City.all.map { city in
            station("depot", city.name, township: "\(city.code)001", at: city.point, roles: "[]")
        }
        let ids = try await give("/stations", "stations", depots, at: api)
        for (city, id) in zip(City.all, ids) { network.depots[city.code] = id }
    }

    private func station(
        _ kind: String, _ name: (zh: String, en: String), township: String, at point: (longitude: Int, latitude: Int),
        roles: String, more: String = ""
    ) -> String {
        let hours = (1...7).map { #"{"weekday":\#($0),"from":0,"to":1440}"# }.joined(separator: ",")
        return """
            {"kind":"\(kind)","name":{"zh":"\(name.zh)","en":"\(name.en)"},"township":"\(township)",
            "longitude":\(point.longitude),"latitude":\(point.latitude),"roles":\(roles),"operator":"\(UUIDv7.make())",
            "bands":[\(Self.band)],"hours":[\(hours)]\(more)}
            """
    }

    // MARK: - Ways

    /// Each fleet has three vehicles of one kind: lorries in the counties, vans in the cities.
    private func registerFleets(of network: inout Network, at api: ServiceAPI) async throws {
        for (owner, kilograms) in Seat.all.map({ ($0.county, 6_000) }) + City.all.map({ ($0.code, 2_000) }) {
            let half = #""gross_g":\#(kilograms * 500),"volume_ml":\#(kilograms * 2_000)"#
            let vehicle = """
                {"county":"\(owner)","gross_g":\(kilograms * 1_000),"volume_ml":\(kilograms * 4_000),
                "compartments":[{"number":1,\(half)},{"number":2,\(half),"band":\(Self.band)}]}
                """
            network.vehicles[owner] = try await give(
                "/vehicles", "vehicles", Array(repeating: vehicle, count: 3), at: api)
        }
    }

    private func promiseLanes(of network: Network, at api: ServiceAPI) async throws {
        let lanes = try Seat.all.map { seat in
            guard let hub = network.hubs[seat.county], let depot = network.depots[seat.city.code] else {
                throw StoryFault("\(seat.county) has no way to its city")
            }
            return """
                {"hub":"\(hub)","city":"\(seat.city.code)","longitude":\(seat.city.point.longitude),
                "latitude":\(seat.city.point.latitude),"depot":"\(depot)","band":\(Self.band),"collection_min":240,
                "sorting_min":120,"cost":80,"cut_off":"2019-07-08T04:00:00Z","valid_to":"2019-09-30T16:00:00Z"}
                """
        }
        _ = try await give("/lanes", "lanes", lanes, at: api)
    }

    private func registerDoors(of network: inout Network, at api: ServiceAPI) async throws {
        var random = SplitMix64(seed: 14)
        for city in City.all {
            let doors = (1...Self.doorsOfCity).map { number in
                let longitude = city.point.longitude + Int.random(in: -600_000...600_000, using: &random)
                let latitude = city.point.latitude + Int.random(in: -500_000...500_000, using: &random)
                return """
                    {"city":"\(city.code)","longitude":\(longitude),"latitude":\(latitude),
                    "recipient":"买家 \(number)","address":"\(city.name.zh)人民路 \(number) 号"}
                    """
            }
            let places = try await give("/destinations", "destinations", doors, at: api).map { id in
                guard let code = DivisionCode(city.code) else { throw StoryFault("\(city.code) is no city") }
                return OrderingChapter.Place(kind: "address", id: id, city: code)
            }
            for seat in Seat.all where seat.city.code == city.code { network.destinations[seat.county] = places }
        }
    }

    /// Gives a command about a list, and returns the ids that it answers with.
    private func give(_ path: String, _ list: String, _ entries: [String], at api: ServiceAPI) async throws -> [UUIDv7]
    {
        let body = #"{"\#(list)":[\#(entries.joined(separator: ","))]}"#
        let answer = try await api.post(
            path, bytes: Array(body.utf8), key: UUIDv7.make().description, as: .operating("chen.dispatch"))
        let ids = try answer.decode(IDs.self).ids.compactMap { UUIDv7($0) }
        guard ids.count == entries.count else { throw StoryFault("\(path) answered \(ids.count) ids") }
        return ids
    }
}

// MARK: - The map

/// A city that goods go to, by its code and the point that stands for it, WGS-84 x 10^7.
private struct City {
    let code: String
    let name: (zh: String, en: String)
    let point: (longitude: Int, latitude: Int)

    static let guiyang = City(code: "520100", name: ("贵阳", "Guiyang"), point: (1_066_302_000, 266_477_000))
    static let hefei = City(code: "340100", name: ("合肥", "Hefei"), point: (1_172_272_000, 318_206_000))
    static let chengdu = City(code: "510100", name: ("成都", "Chengdu"), point: (1_040_665_000, 305_723_000))
    static let all = [guiyang, hefei, chengdu]
}

/// A county's seat, and the city nearest to it: a lorry is there and back within a day.
private struct Seat {
    let county: String
    let name: (zh: String, en: String)
    let point: (longitude: Int, latitude: Int)
    let city: City

    var villages: [String] { RollCounty.all.first { $0.code == county }?.villages ?? [] }

    static let all = [
        Seat(county: "522728", name: ("罗甸", "Luodian"), point: (1_067_480_000, 254_290_000), city: .guiyang),
        Seat(county: "341321", name: ("砀山", "Dangshan"), point: (1_163_610_000, 344_440_000), city: .hefei),
        Seat(county: "510131", name: ("蒲江", "Pujiang"), point: (1_035_040_000, 302_000_000), city: .chengdu),
        Seat(county: "520526", name: ("威宁", "Weining"), point: (1_042_510_000, 268_770_000), city: .guiyang),
    ]
}

private struct IDs: Decodable {
    let ids: [String]
}

private struct ConsignmentPage: Decodable {
    struct Entry: Decodable {
        let consignmentID: String

        enum CodingKeys: String, CodingKey {
            case consignmentID = "consignment_id"
        }
    }

    let consignments: [Entry]
}

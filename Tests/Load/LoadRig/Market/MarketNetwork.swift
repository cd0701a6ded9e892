internal import Vocabulary

/// Makes the way: each county gets a hub, a station, a fleet and a lane to its city, each city a depot and buyers' doors.
struct MarketNetwork {
    let logistics: CommandDesk

    /// What orders need to know of it.
    struct Places: Sendable {
        /// The stations that goods are weighed in at, by county.
        var stations: [String: String] = [:]
        /// The buyers' doors, by city.
        var doors: [String: [String]] = [:]
    }

    /// How many buyers' doors are known in a city.
    static let doorsOfCity = 200

    /// Makes it.
    func open() throws -> Places {
        var places = Places()
        let counties = MarketCounty.all
        let hubs = try open(counties.map { site("hub", township: "\($0.code)100", at: $0.point, roles: "[]") })
        let stations = try open(
            zip(counties, hubs).map { county, hub in
                site(
                    "station", township: String(county.village.prefix(9)), at: county.point,
                    roles: #"["collection","pick-up","returns"]"#,
                    more: #","village":"\#(county.village)","hub":"\#(hub)""#)
            })
        let depots = try open(
            MarketCounty.cities.map { site("depot", township: "\($0.code)001", at: $0.point, roles: "[]") })
        let depot = Dictionary(uniqueKeysWithValues: zip(MarketCounty.cities.map(\.code), depots))
        for (county, station) in zip(counties, stations) { places.stations[county.code] = station }
        try registerFleets()
        let lanes = try zip(counties, hubs).map { county, hub in
            guard let depot = depot[county.city.code] else { throw RigFault("\(county.city.code) has no depot") }
            return lane(of: county, from: hub, to: depot)
        }
        _ = try logistics.give("/lanes", "lanes", lanes)
        for city in MarketCounty.cities { places.doors[city.code] = try registerDoors(of: city) }
        return places
    }

    private func open(_ sites: [String]) throws -> [String] {
        try logistics.give("/stations", "stations", sites)
    }

    private func site(
        _ kind: String, township: String, at point: (longitude: Int, latitude: Int), roles: String, more: String = ""
    ) -> String {
        let hours = (1...7).map { #"{"weekday":\#($0),"from":0,"to":1440}"# }.joined(separator: ",")
        return """
            {"kind":"\(kind)","name":{"zh":"\(township)站","en":"\(township) \(kind)"},"township":"\(township)",
            "longitude":\(point.longitude),"latitude":\(point.latitude),"roles":\(roles),
            "operator":"\(UUIDv7.make())","bands":[],"hours":[\(hours)]\(more)}
            """
    }

    private func registerFleets() throws {
        let vehicles = MarketCounty.all.map { county in
            """
            {"county":"\(county.code)","gross_g":6000000,"volume_ml":24000000,
            "compartments":[{"number":1,"gross_g":6000000,"volume_ml":24000000}]}
            """
        }
        _ = try logistics.give("/vehicles", "vehicles", vehicles)
    }

    private func lane(of county: MarketCounty, from hub: String, to depot: String) -> String {
        """
        {"hub":"\(hub)","city":"\(county.city.code)","longitude":\(county.city.point.longitude),
        "latitude":\(county.city.point.latitude),"depot":"\(depot)","collection_min":240,"sorting_min":120,"cost":80,
        "cut_off":"2019-07-08T04:00:00Z","valid_to":"2019-09-30T16:00:00Z"}
        """
    }

    private func registerDoors(of city: MarketCounty.City) throws -> [String] {
        let doors = (1...Self.doorsOfCity).map { number in
            """
            {"city":"\(city.code)","longitude":\(city.point.longitude + number * 1_000),
            "latitude":\(city.point.latitude),"recipient":"买家 \(number)","address":"人民路 \(number) 号"}
            """
        }
        return try logistics.give("/destinations", "destinations", doors)
    }
}

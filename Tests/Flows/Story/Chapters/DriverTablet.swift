import Foundation
import Passes
import Runtime
import Vocabulary

/// What a driver has at hand on the road: the run's stops, what is to be done at each, and a way to say what was done.
struct DriverTablet {
    /// The villages' stations, where goods are collected.
    let stations: Set<UUIDv7>
    let api: ServiceAPI

    /// The number of the cooled compartment of every vehicle.
    static let cooled = 2
    /// Digests of photographs and signatures.
    private static let digest = String(repeating: "5e", count: 32)

    // MARK: - What is to be done

    /// A run as its driver sees it.
    func journey(_ run: UUIDv7) async throws -> Journey {
        try await api.get("/runs/\(run)").decode(Journey.self)
    }

    private func goods(at stop: Journey.Stop, of journey: Journey) async throws -> StopList {
        try await api.get("/runs/\(journey.runID)/stops/\(stop.stop)/goods").decode(StopList.self)
    }

    /// The last stop at which something is handed over.
    func lastDoor(of journey: Journey) -> Journey.Stop? {
        journey.open.last { $0.unloads > 0 }
    }

    /// Some of what is to be kept cold and goes to the last door.
    func chilledGoods(atLastDoorOf journey: Journey, _ count: Int) async throws -> [StopList.Entry] {
        guard let door = lastDoor(of: journey) else { return [] }
        return Array(try await goods(at: door, of: journey).unloads.filter { $0.band != nil }.prefix(count))
    }

    // MARK: - What is done

    /// The vehicle sets out, cold where it has to be.
    func start(_ journey: Journey) async throws {
        try await give(
            "/runs/\(journey.runID)/start",
            #"{"driver_id":"\#(journey.driverID)","readings":[{"compartment":\#(Self.cooled),"temperature_dc":50}]}"#,
            as: .driver(journey.driverID))
    }

    /// The vehicle is back.
    func end(_ journey: Journey) async throws {
        try await give("/runs/\(journey.runID)/end", "{}", as: .driver(journey.driverID))
    }

    /// Says all at once.
    func tell(_ sayings: [String], of journey: Journey) async throws {
        try await give(
            "/runs/\(journey.runID)/commands", report(sayings, of: journey), as: .driver(journey.driverID))
    }

    /// What is said of a run at all stops still to be made, if all goes by the plan but for the buyers who are not at
    /// home.
    func sayings(of journey: Journey, absent: [StopList.Entry] = []) async throws -> [String] {
        var sayings: [String] = []
        for stop in journey.open {
            sayings.append(arrival(at: stop))
            sayings.append(service(at: stop, try await goods(at: stop, of: journey), absent: absent))
        }
        return sayings
    }

    /// Sayings as one report.
    func report(_ sayings: [String], of journey: Journey) -> String {
        #"{"driver_id":"\#(journey.driverID)","commands":[\#(sayings.joined(separator: ","))]}"#
    }

    /// The vehicle is at a stop.
    func arrival(at stop: Journey.Stop) -> String {
        #"{"id":"\#(UUIDv7.make())","at":"\#(stop.arrive)","stop":\#(stop.stop),"act":"arrive"}"#
    }

    /// A stop ends, when it was planned to.
    func saying(at stop: Journey.Stop, _ act: String, _ more: String) -> String {
        #"{"id":"\#(UUIDv7.make())","at":"\#(stop.depart)","stop":\#(stop.stop),"act":"\#(act)",\#(more)}"#
    }

    private func service(at stop: Journey.Stop, _ goods: StopList, absent: [StopList.Entry]) -> String {
        let isAbsent = Set(absent.map(\.consignmentID))
        let loaded = goods.loads.filter { $0.state != "withdrawn" }.map { entry in
            stop.place.map(stations.contains) == true
                ? collection(of: entry) : #"{"consignment_id":"\#(entry.consignmentID)"}"#
        }
        // What goes on to another place is received by a hub or a depot; what is for this one is handed over.
        let received = goods.unloads.filter { $0.destinationID != stop.placeID }.map { entry in
            #"{"consignment_id":"\#(entry.consignmentID)"}"#
        }
        let forHere = goods.unloads.filter { $0.destinationID == stop.placeID }
        let delivered = forHere.filter { !isAbsent.contains($0.consignmentID) }.map { entry in
            #"{"consignment_id":"\#(entry.consignmentID)","proof_kind":"signature","proof":"\#(Self.digest)"}"#
        }
        let failed = forHere.filter { isAbsent.contains($0.consignmentID) }.map { entry in
            #"{"consignment_id":"\#(entry.consignmentID)","reason":"absent"}"#
        }
        let lists = [("loaded", loaded), ("received", received), ("delivered", delivered), ("failed", failed)]
        return saying(
            at: stop, "serve",
            lists.map { #""\#($0.0)":[\#($0.1.joined(separator: ","))]"# }.joined(separator: ","))
    }

    private func collection(of entry: StopList.Entry) -> String {
        let items = entry.items.map { item in
            """
            {"allocation_id":"\(item.allocationID)","amount":\(item.quantity.amount),
            "weight_g":\(item.quantity.amount)}
            """
        }
        return """
            {"consignment_id":"\(entry.consignmentID)","items":[\(items.joined(separator: ","))],
            "proof":"\(Self.digest)"}
            """
    }

    /// Gives a command over HTTP.
    func give(_ path: String, _ body: String, as caller: Caller) async throws {
        let answer = try await api.post(
            path, bytes: Array(body.utf8), key: UUIDv7.make().description, as: caller)
        guard (200..<300).contains(answer.status) else {
            throw StoryFault("\(path) answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
        }
    }
}

// MARK: - Answers

/// A run as its driver sees it.
struct Journey: Decodable {
    struct Stop: Decodable {
        let stop: Int
        let placeID: String
        let state: String
        let arrive: String
        let depart: String
        let unloads: Int

        var place: UUIDv7? { UUIDv7(placeID) }

        enum CodingKeys: String, CodingKey {
            case stop, state, arrive, depart, unloads
            case placeID = "place_id"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            stop = try fields.decode(Int.self, forKey: .stop)
            placeID = try fields.decode(String.self, forKey: .placeID)
            state = try fields.decode(String.self, forKey: .state)
            arrive = try fields.decode(String.self, forKey: .arrive)
            depart = try fields.decode(String.self, forKey: .depart)
            unloads = try fields.decode([String].self, forKey: .unloads).count
        }
    }

    let runID: String
    let driverID: String
    let stops: [Stop]

    /// The stops still to be made.
    var open: [Stop] { stops.filter { $0.state == "open" } }

    enum CodingKeys: String, CodingKey {
        case runID = "run_id"
        case driverID = "driver_id"
        case stops
    }
}

/// What is to be loaded and unloaded at a stop.
struct StopList: Decodable {
    struct Entry: Decodable {
        struct Item: Decodable {
            struct Amount: Decodable { let amount: Int64 }

            let allocationID: String
            let quantity: Amount

            enum CodingKeys: String, CodingKey {
                case allocationID = "allocation_id"
                case quantity
            }
        }

        struct Bearing: Decodable {
            let allowedMinutes: Int64
            enum CodingKeys: String, CodingKey { case allowedMinutes = "allowed_min" }
        }

        let consignmentID: String
        let state: String
        let destinationID: String
        let band: Bearing?
        let items: [Item]

        enum CodingKeys: String, CodingKey {
            case consignmentID = "consignment_id"
            case destinationID = "destination_id"
            case state, band, items
        }
    }

    let loads: [Entry]
    let unloads: [Entry]
}

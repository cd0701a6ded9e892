import LogisticsDomain
import Testing
import Vocabulary

/// A consignment of two allocations of peaches, 4 kg and 1 kg, from village 2 over hub 1, and the stops that handle it.
enum ConsignmentSample {
    static let id = Sample.id(1000)
    static let run = Sample.id(900)
    static let first = Sample.id(31)
    static let second = Sample.id(32)
    static let village = Sample.id(2)
    static let hub = Sample.id(1)
    static let door = Sample.id(60)
    static let pickUpStation = Sample.id(61)
    static let code = digest("c0de")
    static let photo = DeliveryProof(kind: .photo, digest: digest("f0"))

    static func digest(_ prefix: String) -> ContentDigest {
        let text = prefix + String(repeating: "0", count: 64 - prefix.count)
        guard let digest = ContentDigest(text) else { preconditionFailure("\(prefix) begins no digest") }
        return digest
    }

    static let items = [
        ConsignmentItem(
            allocationID: first, lotID: Sample.id(41), productID: Sample.id(51), goodsClass: "fruit",
            ordered: .grams(4000), pieces: 8, orderedLoad: Load(grams: 4400, millilitres: 8000)),
        ConsignmentItem(
            allocationID: second, lotID: Sample.id(42), productID: Sample.id(51), goodsClass: "fruit",
            ordered: .grams(1000), pieces: 2, orderedLoad: Load(grams: 1100, millilitres: 2000)),
    ]

    static func request(
        to kind: DestinationKind = .address, band: Band? = Sample.chilled, city: String = "110101",
        readyFrom: Instant = Sample.morning, deliverBy: Instant = Sample.morning + .hours(72)
    ) -> ConsignmentRequest {
        ConsignmentRequest(
            id: id, orderID: Sample.id(20), direction: .up, originID: village,
            destinationID: kind == .station ? pickUpStation : door, destinationKind: kind, city: Sample.code(city),
            band: band, readyFrom: readyFrom, deliverBy: deliverBy, priority: 0)
    }

    /// A consignment in a state, as stored.
    static func consignment(in state: ConsignmentState, to kind: DestinationKind = .address) -> Consignment {
        let isCollected = [.onBoard, .atHub, .waiting, .delivered].contains(state)
        let request = request(to: kind)
        let destination = Destination(
            id: request.destinationID, kind: kind, city: request.city, coordinate: Sample.luodian)
        let items = items.map { item in
            ConsignmentItem(
                allocationID: item.allocationID, lotID: item.lotID, productID: item.productID,
                goodsClass: item.goodsClass, ordered: item.ordered, pieces: item.pieces, orderedLoad: item.orderedLoad,
                collected: isCollected ? item.ordered.amount : nil)
        }
        return Consignment(
            request: request,
            itinerary: state == .refused
                ? nil : Itinerary(hubID: hub, depotID: nil, destination: destination, collect: Sample.hours(0, 24)),
            state: state, items: items, runID: [.planned, .onBoard, .atHub].contains(state) ? run : nil,
            siteID: state == .planned || state == .accepted ? village : hub,
            collectedAt: isCollected ? Sample.morning : nil,
            pickUp: state == .waiting
                ? PickUp(codeDigest: code, deadline: Sample.morning + .hours(24)) : nil)
    }

    /// A stop that its run has ended: it was to load or unload the consignment, and did or did not.
    static func visit(
        to place: UUIDv7, loads: Bool = false, unloads: Bool = false, done: Bool = true, by runID: UUIDv7 = run
    ) throws -> StopVisit {
        var run = Run(
            id: runID, county: Sample.county,
            shift: Shift(
                id: Sample.id(51), vehicleID: Sample.id(50), driverID: RunSample.driver, baseID: hub,
                hours: Sample.hours(0, 12)),
            state: .underWay, plan: 1, startsAt: Sample.morning, endsAt: Sample.morning + .hours(12),
            stops: [
                Stop(
                    number: 4, placeID: place, arrive: Sample.morning, depart: Sample.morning, metres: 0,
                    loads: loads ? [Loading(consignmentID: id, compartment: 2)] : [], unloads: unloads ? [id] : [],
                    state: .open)
            ],
            returnMetres: 0, loadFactor: LoadFactor(up: 0, down: 0),
            movements: unloads
                ? [GoodsMovement(at: Sample.morning, on: [Loading(consignmentID: id, compartment: 2)], off: [])] : [],
            startedAt: Sample.morning)
        let act = DriverAct.serve(loaded: loads && done ? [id] : [], unloaded: unloads && done ? [id] : [])
        return try #require(try run.heed(RunSample.command(1, stop: 4, minute: 60, act)).visit)
    }

    static let collectedWhole = [
        Collected(allocationID: first, amount: 4000, weightGrams: 4100),
        Collected(allocationID: second, amount: 1000, weightGrams: 1020),
    ]
    static let handedWhole = [
        Handed(allocationID: first, delivered: 4000), Handed(allocationID: second, delivered: 1000),
    ]
    static let countedWhole = [
        Counted(allocationID: first, amount: 4000), Counted(allocationID: second, amount: 1000),
    ]

    static let hubSite = site(1, kind: .hub, roles: [], hub: nil)

    static func site(
        _ number: Int, kind: SiteKind, roles: Set<SiteRole>, hub: UUIDv7?, bands: [Band] = [Sample.chilledStore],
        state: SiteState = .open
    ) -> Site {
        Site(
            id: Sample.id(number), state: state,
            profile: SiteProfile(
                kind: kind, name: SiteName(chinese: "罗甸", english: "Luodian"), township: Sample.township,
                village: nil, coordinate: Sample.point(east: Int32(number) * 1000, north: 0), roles: roles, hubID: hub,
                operatorID: Sample.id(70), bands: bands, hours: .daily(from: 480, to: 1080)))
    }
}

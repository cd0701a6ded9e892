import LogisticsDomain
import Testing
import Vocabulary

@Suite("A wish for carriage")
struct AcceptConsignmentTests {
    @Test("is accepted when a lane keeps the goods and their deadline")
    func accepted() throws {
        let (consignment, facts) = accept()
        #expect(facts == [.accepted(at: Sample.morning)])
        #expect(consignment.state == .accepted)
        let itinerary = try #require(consignment.itinerary)
        #expect(itinerary.hubID == ConsignmentSample.hub)
        // The lane's ninetieth percentile is 50 h, so that 22 h of the 72 are left for the collection.
        #expect(itinerary.collect == Sample.hours(0, 22))
    }

    @Test("is refused as too late when only a luckier run than nine in ten could make it")
    func tooLate() {
        let atLast = ConsignmentSample.request(deliverBy: Sample.morning + .hours(50))
        #expect(accept(atLast).0.state == .accepted)
        let tooLate = ConsignmentSample.request(deliverBy: Sample.morning + .hours(50) - .milliseconds(1))
        #expect(accept(tooLate).1 == [.refused(.tooLate)])
    }

    @Test("is refused without a lane to its city, one that has ended, or an open station")
    func noLane() {
        #expect(accept(ConsignmentSample.request(city: "310101"), address: door(in: "310101")).1 == [.refused(.noLane)])
        #expect(accept(lanes: [lane(validTo: Sample.morning - .hours(1))]).1 == [.refused(.noLane)])
        let closed = ConsignmentSample.site(
            2, kind: .station, roles: [.collection], hub: ConsignmentSample.hub, state: .closed)
        #expect(accept(sites: [ConsignmentSample.hubSite, closed]).1 == [.refused(.noLane)])
    }

    @Test("is refused where lane, station, hub or fleet does not keep its band")
    func noBand() {
        let warmStation = ConsignmentSample.site(
            2, kind: .station, roles: [.collection], hub: ConsignmentSample.hub, bands: [])
        let warmHub = ConsignmentSample.site(1, kind: .hub, roles: [], hub: nil, bands: [])
        #expect(accept(lanes: [lane(band: nil)]).1 == [.refused(.noBand)])
        #expect(accept(sites: [ConsignmentSample.hubSite, warmStation]).1 == [.refused(.noBand)])
        #expect(accept(sites: [warmHub, station]).1 == [.refused(.noBand)])
        #expect(accept(vehicles: []).1 == [.refused(.noBand)])
        let bearsAll = ConsignmentSample.request(band: nil)
        #expect(accept(bearsAll, lanes: [lane(band: nil)], sites: [warmHub, warmStation]).0.state == .accepted)
    }

    @Test("is refused as too large for every compartment that keeps it")
    func tooLarge() {
        let item = ConsignmentSample.items[0]
        let large = ConsignmentItem(
            allocationID: item.allocationID, lotID: item.lotID, productID: item.productID, goodsClass: "fruit",
            ordered: .grams(500_000), pieces: 1, orderedLoad: Load(grams: 400_001, millilitres: 1))
        #expect(accept(items: [large]).1 == [.refused(.tooLarge)])
    }

    @Test("is refused for a destination that nobody knows, or that is no pick-up station")
    func unknownDestination() {
        #expect(accept(address: nil).1 == [.refused(.unknownDestination)])
        #expect(accept(address: door(in: "310101")).1 == [.refused(.unknownDestination)])
        let toStation = ConsignmentSample.request(to: .station)
        #expect(accept(toStation, address: nil).1 == [.refused(.unknownDestination)])
        let pickUp = ConsignmentSample.site(61, kind: .helpStore, roles: [.pickUp], hub: Sample.id(1))
        #expect(
            accept(toStation, address: nil, sites: [ConsignmentSample.hubSite, station, pickUp]).0.state == .accepted)
    }

    @Test("goes leg by leg: to the hub, to the depot, to the door, each with time left for the road after it")
    func legs() throws {
        let depot = ConsignmentSample.site(9, kind: .depot, roles: [], hub: nil)
        let area = ServiceArea(
            sites: [ConsignmentSample.hubSite, station, depot], lanes: [lane(over: depot.id)],
            vehicles: [RunSample.vehicle])
        var (consignment, _) = Consignment.accept(
            ConsignmentSample.request(), items: ConsignmentSample.items, to: door(in: "110101"), in: area,
            at: Sample.morning)
        let toHub = try #require(consignment.nextLeg(in: area, by: Sample.travel, at: Sample.morning))
        #expect(toHub.origin == .place(ConsignmentSample.village))
        #expect(toHub.destinationID == ConsignmentSample.hub)
        #expect(toHub.load == Load(grams: 5500, millilitres: 10_000))
        let road =
            Sample.travel.minutes(from: Sample.point(east: 1000, north: 0), to: Sample.point(east: 9000, north: 0))
            + Sample.travel.minutes(from: Sample.point(east: 9000, north: 0), to: Sample.luodian)
        #expect(toHub.dropOff.to == Sample.morning + .hours(72) - .minutes(road))

        _ = try consignment.plan(on: ConsignmentSample.run)
        _ = try consignment.collect(
            ConsignmentSample.collectedWhole,
            at: ConsignmentSample.visit(to: ConsignmentSample.village, loads: true), proof: ConsignmentSample.code)
        #expect(consignment.nextLeg(in: area, by: Sample.travel, at: Sample.morning) == nil)
        let later = Sample.morning + .hours(5)
        _ = try consignment.receive(at: ConsignmentSample.hubSite, ConsignmentSample.countedWhole, at: later)
        let toDepot = try #require(consignment.nextLeg(in: area, by: Sample.travel, at: later))
        #expect(toDepot.origin == .place(ConsignmentSample.hub))
        #expect(toDepot.destinationID == depot.id)
        #expect(toDepot.pickUp.from == later)
    }

    private let station = ConsignmentSample.site(
        2, kind: .station, roles: [.collection], hub: ConsignmentSample.hub)

    private func door(in city: String) -> Destination {
        Destination(
            id: ConsignmentSample.door, kind: .address, city: Sample.code(city), coordinate: Sample.luodian)
    }

    private func lane(
        band: Band? = Sample.chilledStore, over depot: UUIDv7? = nil, validTo: Instant = Sample.morning + .hours(99)
    ) -> Lane {
        Lane(
            id: Sample.id(90), origin: Sample.county, hubID: ConsignmentSample.hub, depotID: depot,
            city: Sample.code("110101"), band: band, transit: Transit(median: 2400, ninetieth: 3000),
            fenPerKilogram: 250, cutOff: Sample.morning, validTo: validTo, basis: .planned)
    }

    private func accept(
        _ request: ConsignmentRequest = ConsignmentSample.request(),
        items: [ConsignmentItem] = ConsignmentSample.items, address: Destination?, lanes: [Lane]? = nil,
        sites: [Site]? = nil, vehicles: [Vehicle] = [RunSample.vehicle]
    ) -> (Consignment, [ConsignmentFact]) {
        let area = ServiceArea(
            sites: sites ?? [ConsignmentSample.hubSite, station], lanes: lanes ?? [lane()], vehicles: vehicles)
        return Consignment.accept(request, items: items, to: address, in: area, at: Sample.morning)
    }

    private func accept(
        _ request: ConsignmentRequest = ConsignmentSample.request(),
        items: [ConsignmentItem] = ConsignmentSample.items, lanes: [Lane]? = nil, sites: [Site]? = nil,
        vehicles: [Vehicle] = [RunSample.vehicle]
    ) -> (Consignment, [ConsignmentFact]) {
        accept(
            request, items: items, address: door(in: "110101"), lanes: lanes, sites: sites, vehicles: vehicles)
    }
}

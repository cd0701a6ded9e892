import LogisticsDomain
import Testing
import Vocabulary

@Suite("A consignment")
struct ConsignmentTests {
    private typealias Its = ConsignmentSample

    @Test("is collected only by a stop of its own run that has loaded it at its own station")
    func collectedByItsRun() throws {
        func collect(at visit: StopVisit) throws {
            var consignment = Its.consignment(in: .planned)
            _ = try consignment.collect(Its.collectedWhole, at: visit, proof: Its.code)
        }
        let other = try Its.visit(to: Its.village, loads: true, by: Sample.id(901))
        #expect(throws: ConsignmentRefusal.anotherRun(Sample.id(901))) { try collect(at: other) }
        let skipped = try Its.visit(to: Its.village, loads: true, done: false)
        #expect(throws: ConsignmentRefusal.notLoadedThere(stop: 4)) { try collect(at: skipped) }
        let elsewhere = try Its.visit(to: Its.door, loads: true)
        #expect(throws: ConsignmentRefusal.wrongPlace(Its.door)) { try collect(at: elsewhere) }
    }

    @Test("takes no more than was ordered, nothing only by failing, and less only with a reason")
    func collectedAmounts() throws {
        let visit = try Its.visit(to: Its.village, loads: true)
        func collect(_ first: Int64, _ second: Int64, _ reason: ShortReason? = nil) throws -> [ConsignmentFact] {
            var consignment = Its.consignment(in: .planned)
            let goods = [
                Collected(allocationID: Its.first, amount: first, weightGrams: first, shortReason: reason),
                Collected(
                    allocationID: Its.second, amount: second, weightGrams: second,
                    shortReason: second < 1000 ? .absent : nil),
            ]
            return try consignment.collect(goods, at: visit, proof: Its.code)
        }
        #expect(throws: ConsignmentRefusal.amountOutOfRange(Its.first)) { try collect(4001, 1000) }
        #expect(throws: ConsignmentRefusal.reasonMissing(Its.first)) { try collect(3999, 1000) }
        #expect(throws: ConsignmentRefusal.reasonUnexpected(Its.first)) { try collect(4000, 1000, .absent) }
        #expect(throws: ConsignmentRefusal.nothingCollected) { try collect(0, 0, .spoiled) }
        guard case .collected(let record) = try collect(3500, 0, .underweight).first else {
            Issue.record("nothing was collected")
            return
        }
        #expect(record.items.map(\.collected) == [.grams(3500), .grams(0)])
        #expect(record.items.map(\.shortReason) == [.underweight, .absent])
    }

    @Test("takes nothing of what was withdrawn before")
    func withdrawnBefore() throws {
        let visit = try Its.visit(to: Its.village, loads: true)
        var consignment = Its.consignment(in: .planned)
        _ = try consignment.withdraw([Its.first: 4000], at: Sample.morning)
        #expect(throws: ConsignmentRefusal.amountOutOfRange(Its.first)) {
            try consignment.collect(Its.collectedWhole, at: visit, proof: Its.code)
        }
        let rest = Its.collectedWhole.filter { $0.allocationID == Its.second }
        _ = try consignment.collect(rest, at: visit, proof: Its.code)
        #expect(consignment.items.map(\.carried) == [0, 1000])
    }

    @Test("is tried twice at its station, and once if the goods are missing")
    func collectionAttempts() throws {
        let visit = try Its.visit(to: Its.village, loads: true, done: false)
        var consignment = Its.consignment(in: .planned)
        let once = try #require(try consignment.failCollection(.closed, at: visit).failure)
        #expect(!once.isFinal)
        #expect(once.attempt == 1)
        #expect(consignment.runID == nil)
        _ = try consignment.plan(on: Its.run)
        let twice = try #require(try consignment.failCollection(.road, at: visit).failure)
        #expect(twice.isFinal)
        #expect(twice.items.map(\.goods) == [.atStation, .atStation])
        // The goods are sound, and their producer's still.
        #expect(twice.custody == .nobody)
        var missing = Its.consignment(in: .planned)
        let gone = try #require(try missing.failCollection(.goodsMissing, at: visit).failure)
        #expect(gone.isFinal)
        #expect(gone.custody == .station)
        #expect(gone.items.map(\.goods) == [.lost, .lost])
    }

    @Test("is withdrawn in part, and wholly when the last of it is; a repeated wish takes nothing more")
    func withdrawnInParts() throws {
        var consignment = Its.consignment(in: .planned)
        let part = try consignment.withdraw([Its.first: 4000], at: Sample.morning)
        #expect(part.count == 1)
        #expect(consignment.state == .planned)
        #expect(consignment.load == Load(grams: 1100, millilitres: 2000))
        #expect(try consignment.withdraw([Its.first: 4000], at: Sample.morning).isEmpty)
        let rest = try consignment.withdraw([Its.second: 1000], at: Sample.morning)
        let second = AllocationQuantity(allocationID: Its.second, lotID: Sample.id(42), quantity: .grams(1000))
        #expect(rest == [.withdrawn([second], isWhole: true, at: Sample.morning)])
        #expect(consignment.state == .withdrawn)
    }

    @Test("is received with what is there, if the difference is stated")
    func receivedShort() throws {
        func receive(_ amount: Int64, stating difference: Int64) throws -> Consignment {
            var consignment = Its.consignment(in: .onBoard)
            let counts = [
                Counted(allocationID: Its.first, amount: amount, statedDifference: difference),
                Counted(allocationID: Its.second, amount: 1000),
            ]
            _ = try consignment.receive(at: Its.hubSite, counts, at: Sample.morning)
            return consignment
        }
        #expect(
            throws: ConsignmentRefusal.differenceUnstated(Its.first, carried: 4000, counted: 3900)
        ) { try receive(3900, stating: 0) }
        #expect(try receive(3900, stating: 100).items[0].missing == 100)
    }

    @Test("is handed over so that delivered, refused and condemned add up to what was carried")
    func addsUp() throws {
        let visit = try Its.visit(to: Its.door, unloads: true)
        func deliver(_ delivered: Int64, refused: Int64) throws -> [ConsignmentFact] {
            var consignment = Its.consignment(in: .onBoard)
            _ = try consignment.condemn([Its.first: 500], by: Sample.id(80), at: Sample.morning)
            let goods = [
                Handed(
                    allocationID: Its.first, delivered: delivered, refused: refused,
                    reason: refused > 0 ? .damaged : nil), Handed(allocationID: Its.second, delivered: 1000),
            ]
            return try consignment.deliver(goods, at: visit, proof: Its.photo)
        }
        let unfit: [(delivered: Int64, refused: Int64)] = [(4000, 0), (.max, 1), (1, .max), (.max, .max)]
        for (delivered, refused) in unfit {
            #expect(throws: ConsignmentRefusal.doesNotAddUp(Its.first, carried: 3500)) {
                try deliver(delivered, refused: refused)
            }
        }
        guard case .delivered(let record) = try deliver(3000, refused: 500).first else {
            Issue.record("nothing was delivered")
            return
        }
        #expect(record.items[0].delivered == .grams(3000))
        #expect(record.items[0].refused == .grams(500))
        #expect(record.items[0].reason == .damaged)
    }

    @Test("tells at its delivery what a hub has found missing, so that orders and stock learn of it")
    func missingIsTold() throws {
        var consignment = Its.consignment(in: .onBoard)
        let counts = [
            Counted(allocationID: Its.first, amount: 3900, statedDifference: 100),
            Counted(allocationID: Its.second, amount: 1000),
        ]
        _ = try consignment.receive(at: Its.hubSite, counts, at: Sample.morning)
        _ = try consignment.plan(on: Its.run)
        _ = try consignment.load(at: Its.visit(to: Its.hub, loads: true))
        let goods = [
            Handed(allocationID: Its.first, delivered: 3900), Handed(allocationID: Its.second, delivered: 1000),
        ]
        let facts = try consignment.deliver(goods, at: Its.visit(to: Its.door, unloads: true), proof: Its.photo)
        guard case .delivered(let record) = facts.first else {
            Issue.record("nothing was delivered")
            return
        }
        #expect(record.items[0].refused == .grams(100))
        #expect(record.items[0].reason == .missing)
        #expect(record.items[1].reason == nil)
    }

    @Test("is tried three times at the door, and back at its hub between")
    func deliveryAttempts() throws {
        var consignment = Its.consignment(in: .onBoard)
        for attempt in Int32(1)...3 {
            let visit = try Its.visit(to: Its.door, unloads: true, done: false)
            let failure = try #require(try consignment.failDelivery(.absent, at: visit).failure)
            #expect(failure.attempt == attempt)
            #expect(failure.isFinal == (attempt == 3))
            #expect(failure.custody == .carrier)
            if attempt < 3 {
                _ = try consignment.plan(on: Its.run)
                _ = try consignment.load(at: Its.visit(to: Its.hub, loads: true))
            }
        }
        #expect(consignment.state == .failed)
    }

    @Test("takes five wrong codes and then none, not even the right one")
    func wrongCodes() throws {
        var consignment = Its.consignment(in: .waiting, to: .station)
        for left in (Int32(0)...4).reversed() {
            let facts = try consignment.pickUp(presenting: Its.digest("bad"), at: Sample.morning)
            #expect(facts == [.wrongCode(triesLeft: left)])
        }
        #expect(throws: ConsignmentRefusal.pickUpLocked) {
            try consignment.pickUp(presenting: Its.code, at: Sample.morning)
        }
        let deadline = Sample.morning + .hours(24)
        #expect(throws: ConsignmentRefusal.keptUntil(deadline)) {
            try consignment.expirePickUp(at: deadline - .milliseconds(1))
        }
        let failure = try #require(try consignment.expirePickUp(at: deadline).failure)
        #expect(failure.reason == .unclaimed)
        #expect(failure.custody == .station)
    }

    @Test(
        "is kept at its station for 24 hours if perishable, else for 72",
        arguments: [
            (Sample.chilled as Band?, Int64(24)), (nil, 72),
        ])
    func keepingTime(band: Band?, hours: Int64) throws {
        let request = Its.request(to: .station, band: band)
        let destination = Destination(
            id: Its.pickUpStation, kind: .station, city: request.city, coordinate: Sample.luodian)
        var consignment = Consignment(
            request: request,
            itinerary: Itinerary(
                hubID: Its.hub, depotID: nil, destination: destination, collect: Sample.hours(0, 24)),
            state: .onBoard, items: Its.items, runID: Its.run, siteID: Its.hub, collectedAt: Sample.morning)
        let visit = try Its.visit(to: Its.pickUpStation, unloads: true)
        let deadline = visit.at + .hours(hours)
        let facts = try consignment.arrive(at: visit, codeDigest: Its.code)
        #expect(facts.contains(.pickUpDeadlineSet(deadline)))
        #expect(consignment.pickUp?.deadline == deadline)
    }

    @Test("changes vehicles only where both are")
    func transfer() throws {
        var consignment = Its.consignment(in: .onBoard)
        let apart = Sample.point(east: 0, north: 1000)
        #expect(throws: ConsignmentRefusal.self) {
            try consignment.transfer(to: Sample.id(901), from: Sample.luodian, meeting: apart, at: Sample.morning)
        }
        let near = Sample.point(east: 0, north: 100)
        _ = try consignment.transfer(to: Sample.id(901), from: Sample.luodian, meeting: near, at: Sample.morning)
        #expect(consignment.runID == Sample.id(901))
    }

    @Test("loses only what was exposed, and all of it only when nothing sound is left")
    func condemned() throws {
        var consignment = Its.consignment(in: .atHub)
        #expect(throws: ConsignmentRefusal.amountOutOfRange(Its.first)) {
            try consignment.condemn([Its.first: 4001], by: Sample.id(80), at: Sample.morning)
        }
        let part = try consignment.condemn([Its.first: 4000], by: Sample.id(80), at: Sample.morning)
        #expect(part.failure == nil)
        #expect(consignment.items.map(\.carried) == [0, 1000])
        let rest = try consignment.condemn([Its.second: 1000], by: Sample.id(81), at: Sample.morning)
        let failure = try #require(rest.failure)
        #expect(failure.stage == .carry)
        #expect(failure.reason == .spoiled)
        // The excursions have told of it all already.
        #expect(failure.items.isEmpty)
    }
}

extension [ConsignmentFact] {
    /// The failed attempt that one of the facts tells of.
    fileprivate var failure: FailureRecord? {
        for case .failed(let record) in self { return record }
        return nil
    }
}

import LogisticsDomain
import Seeds
import Vocabulary

/// A planning problem in the making.
struct PlanningInstance {
    var places: [Place] = []
    var requests: [TransportRequest] = []
    var vehicles: [AvailableVehicle] = []
    var handling = HandlingTime(perStop: .minutes(5), perConsignment: .seconds(10))

    static let hub = Sample.id(1)

    func problem() throws -> PlanningProblem {
        try PlanningProblem(
            county: Sample.county, places: places, requests: requests, vehicles: vehicles, travel: Sample.travel,
            handling: handling)
    }

    /// Three villages round a hub with parcels to collect, and one van that can do it all.
    static func threeVillages() -> PlanningInstance {
        var instance = PlanningInstance()
        instance.addPlace(1, at: Sample.luodian)
        instance.addPlace(2, at: Sample.point(east: 9000, north: 4000))
        instance.addPlace(3, at: Sample.point(east: 12_000, north: -3000))
        instance.addPlace(4, at: Sample.point(east: -5000, north: -8000))
        for number in 0..<30 {
            instance.addRequest(
                1000 + number, from: 2 + number % 3, band: number.isMultiple(of: 2) ? Sample.chilled : nil)
        }
        instance.addVehicle(50)
        return instance
    }

    mutating func addPlace(_ number: Int, at coordinate: Coordinate, open: [TimeWindow] = [Sample.hours(0, 12)]) {
        places.append(Place(id: Sample.id(number), coordinate: coordinate, openings: open))
    }

    mutating func addRequest(
        _ number: Int, from origin: Int, to destination: Int = 1, grams: Int64 = 3000, band: Band? = nil,
        pickUp: TimeWindow = Sample.hours(0, 12), dropOff: TimeWindow = Sample.hours(0, 24),
        direction: Direction = .up
    ) {
        requests.append(
            TransportRequest(
                consignmentID: Sample.id(number), origin: .place(Sample.id(origin)),
                destinationID: Sample.id(destination), load: Load(grams: grams, millilitres: grams * 2), band: band,
                pickUp: pickUp, dropOff: dropOff, priority: 0, direction: direction))
    }

    /// A van with a chilled and a warm compartment; its shift has the number after its own.
    mutating func addVehicle(
        _ number: Int, grams: Int64 = 800_000, hours: TimeWindow = Sample.hours(0, 12), progress: RunProgress? = nil
    ) {
        let half = Load(grams: grams / 2, millilitres: grams)
        vehicles.append(
            AvailableVehicle(
                vehicle: Vehicle(
                    id: Sample.id(number), county: Sample.county,
                    capacity: Load(grams: grams, millilitres: grams * 2),
                    compartments: [
                        Compartment(number: 1, capacity: half, band: nil),
                        Compartment(number: 2, capacity: half, band: Sample.chilledStore),
                    ]),
                shift: Shift(
                    id: Sample.id(number + 1), vehicleID: Sample.id(number), driverID: Sample.id(number + 2),
                    baseID: Self.hub, hours: hours),
                progress: progress))
    }

    /// A day of a county at random: villages round the hub, goods up and down, tight and wide windows, small and large
    /// vans, some of them under way with goods on board.
    static func random(seed: UInt64) -> PlanningInstance {
        var random = SplitMix64(seed: seed)
        var instance = PlanningInstance()
        instance.addPlace(1, at: Sample.luodian, open: [Sample.hours(0, 14)])
        let villages = Int.random(in: 2...8, using: &random)
        for village in 0..<villages {
            let coordinate = Sample.point(
                east: .random(in: -30_000...30_000, using: &random),
                north: .random(in: -30_000...30_000, using: &random))
            let noon = Int64.random(in: 3...5, using: &random)
            instance.addPlace(
                2 + village, at: coordinate, open: [Sample.hours(0, noon), Sample.hours(noon + 2, 12)])
        }
        for number in 0..<Int.random(in: 1...5, using: &random) {
            instance.addVehicle(
                500 + number * 10, grams: .random(in: 50_000...400_000, using: &random),
                hours: Sample.hours(.random(in: 0...2, using: &random), .random(in: 6...14, using: &random)))
        }
        for number in 0..<Int.random(in: 1...120, using: &random) {
            let village = 2 + Int.random(in: 0..<villages, using: &random)
            let isUp = Int.random(in: 0..<4, using: &random) > 0
            let ready = Int64.random(in: 0...4, using: &random)
            instance.addRequest(
                1000 + number, from: isUp ? village : 1, to: isUp ? 1 : village,
                grams: .random(in: 500...60_000, using: &random),
                band: Bool.random(using: &random) ? Sample.chilled : nil,
                pickUp: Sample.hours(ready, ready + .random(in: 2...8, using: &random)),
                dropOff: Sample.hours(0, .random(in: 5...14, using: &random)), direction: isUp ? .up : .down)
        }
        instance.sendFirstVehicleOut(loadedWith: Int.random(in: 0...3, using: &random), using: &random)
        return instance
    }

    private mutating func sendFirstVehicleOut(loadedWith count: Int, using random: inout SplitMix64) {
        guard count > 0 else { return }
        let first = vehicles[0]
        let position = Sample.point(
            east: .random(in: -20_000...20_000, using: &random), north: .random(in: -20_000...20_000, using: &random))
        vehicles[0] = AvailableVehicle(
            vehicle: first.vehicle, shift: first.shift,
            progress: RunProgress(
                runID: Sample.id(900), plan: 1, settledStops: [1], position: position,
                freeFrom: Sample.morning + .hours(3)))
        for index in requests.indices.prefix(count) where requests[index].destinationID == Self.hub {
            let request = requests[index]
            requests[index] = TransportRequest(
                consignmentID: request.consignmentID,
                origin: .onBoard(shiftID: first.shift.id, compartment: 2), destinationID: request.destinationID,
                load: Load(grams: 1000, millilitres: 2000), band: request.band, pickUp: request.pickUp,
                dropOff: request.dropOff, priority: 0, direction: request.direction)
        }
    }
}

extension PlanningInstance {
    /// 2,000 parcels of twelve villages, in two bands, ready over three hours.
    static func story() -> PlanningInstance {
        var random = SplitMix64(seed: 2019)
        var instance = PlanningInstance()
        instance.addPlace(1, at: Sample.luodian, open: [Sample.hours(0, 24)])
        for village in 0..<12 {
            instance.addPlace(
                2 + village,
                at: Sample.point(
                    east: .random(in: -25_000...25_000, using: &random),
                    north: .random(in: -25_000...25_000, using: &random)))
        }
        for number in 0..<2000 {
            let ready = Sample.morning + .minutes(.random(in: 0...180, using: &random))
            instance.addRequest(
                1000 + number, from: 2 + number % 12, grams: .random(in: 500...5000, using: &random),
                band: number.isMultiple(of: 3) ? nil : Sample.chilled,
                pickUp: TimeWindow(from: ready, to: ready + .hours(10)))
        }
        for number in 0..<12 { instance.addVehicle(10_000 + number * 10, grams: 1_600_000) }
        return instance
    }

    /// 100 doors of a city, one parcel each, from its depot.
    static func lastMile() -> PlanningInstance {
        var random = SplitMix64(seed: 2020)
        var instance = PlanningInstance()
        instance.addPlace(1, at: Sample.luodian, open: [Sample.hours(0, 24)])
        for door in 0..<100 {
            instance.addPlace(
                2 + door,
                at: Sample.point(
                    east: .random(in: -6000...6000, using: &random), north: .random(in: -6000...6000, using: &random)))
            instance.addRequest(1000 + door, from: 1, to: 2 + door, band: Sample.chilled)
        }
        for number in 0..<8 { instance.addVehicle(10_000 + number * 10, hours: Sample.hours(0, 10)) }
        return instance
    }
}

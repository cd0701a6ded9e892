import LogisticsDomain
import Testing
import Vocabulary

@Suite("A planning problem")
struct PlanningProblemTests {
    @Test("is refused when it speaks of what it does not describe")
    func faults() {
        func fault(_ change: (inout PlanningInstance) -> Void) -> PlanningFault? {
            var instance = PlanningInstance.threeVillages()
            change(&instance)
            do {
                _ = try instance.problem()
                return nil
            } catch {
                return error as? PlanningFault
            }
        }
        #expect(fault { _ in } == nil)
        #expect(fault { $0.addRequest(1, from: 77) } == .unknownPlace(Sample.id(77)))
        #expect(fault { $0.addRequest(1, from: 2, to: 77) } == .unknownPlace(Sample.id(77)))
        #expect(fault { $0.places.removeFirst() } == .unknownPlace(PlanningInstance.hub))
        #expect(fault { $0.addRequest(1, from: 2, to: 2) } == .noWayToGo(Sample.id(1)))
        #expect(fault { $0.addRequest(1000, from: 2) } == .consignmentTwice(Sample.id(1000)))
        #expect(fault { $0.addVehicle(50) } == .shiftTwice(Sample.id(51)))
        #expect(
            fault { instance in
                instance.addVehicle(60)
                instance.vehicles[1] = AvailableVehicle(
                    vehicle: instance.vehicles[0].vehicle, shift: instance.vehicles[1].shift)
            } == .shiftOfAnother(Sample.id(61)))
        for origin in [
            TransportOrigin.onBoard(shiftID: Sample.id(99), compartment: 1),
            .onBoard(shiftID: Sample.id(51), compartment: 9),
        ] {
            #expect(
                fault { instance in
                    instance.requests[0] = TransportRequest(
                        consignmentID: Sample.id(1000), origin: origin, destinationID: PlanningInstance.hub,
                        load: .none, band: nil, pickUp: Sample.hours(0, 1), dropOff: Sample.hours(0, 1), priority: 0,
                        direction: .up)
                } == .unknownShift(origin.shiftID))
        }
    }
}

extension TransportOrigin {
    fileprivate var shiftID: UUIDv7 {
        switch self {
        case .place(let id): id
        case .onBoard(let id, _): id
        }
    }
}

import Eventing
import LogisticsEvents
import Testing

@Suite("Every event of logistics")
struct RoundTripTests {
    static let events: [any Event.Type] = [
        StationOpened.self, StationChanged.self, StationClosed.self, LaneUpdated.self, ConsignmentAccepted.self,
        ConsignmentRefused.self, ConsignmentWithdrawn.self, ConsignmentCollected.self, ConsignmentArrived.self,
        ConsignmentDelivered.self, ConsignmentFailed.self, RunPlanned.self, RunStarted.self, RunInterrupted.self,
        RunCancelled.self, RunCompleted.self, TemperatureExcursion.self,
    ]

    @Test("comes back as it was written", arguments: events.indices)
    func roundTrip(index: Int) throws {
        try Self.check(Self.events[index])
    }

    @Test("is told by logistics, of an aggregate of its own, under a name of its own")
    func names() {
        #expect(Set(Self.events.map { $0.type.name }).count == Self.events.count)
        #expect(Self.events.allSatisfy { $0.type.service == "logistics" && $0.type.major == 1 })
        #expect(
            Set(Self.events.map { $0.type.aggregate }) == ["station", "lane", "consignment", "run", "temperature"])
    }

    private static func check<Body: Event>(_ event: Body.Type) throws {
        let full = try Body.example()
        #expect(try Body(decoding: full.encoded()) == full)
        #expect(!full.subject.isEmpty)
    }
}

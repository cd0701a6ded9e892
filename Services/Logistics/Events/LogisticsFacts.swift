public import Eventing

/// Every fact that logistics tells, by its aggregate: what its contract is made of.
public enum LogisticsFacts {
    /// The facts.
    public static let all: [any Event.Type] = [
        ConsignmentAccepted.self, ConsignmentArrived.self, ConsignmentCollected.self, ConsignmentDelivered.self,
        ConsignmentFailed.self, ConsignmentRefused.self, ConsignmentWithdrawn.self,
        LaneUpdated.self,
        RunCancelled.self, RunCompleted.self, RunInterrupted.self, RunPlanned.self, RunStarted.self,
        StationChanged.self, StationClosed.self, StationOpened.self,
        TemperatureExcursion.self,
    ]
}

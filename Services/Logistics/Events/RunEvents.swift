public import Eventing
internal import Vocabulary

/// An event that says of a run what ``RunNotice`` lists, and no more.
public protocol RunEvent: Event {
    /// What it says.
    var run: RunNotice { get }

    /// Makes the event.
    init(_ run: RunNotice)
}

extension RunEvent {
    /// The run.
    public var subject: String { run.runID.description }

    /// The notice's fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        self.init(try RunNotice(&fields, event?.run))
    }
}

/// `run.started`: its vehicle has set out.
public struct RunStarted: RunEvent {
    /// `throughtrain.logistics.run.started.v1`.
    public static let type = EventType("logistics", "run", "started")
    /// What it says.
    public var run: RunNotice
    /// Makes the event.
    public init(_ run: RunNotice) { self.run = run }
}

/// `run.interrupted`: its vehicle has broken down.
public struct RunInterrupted: RunEvent {
    /// `throughtrain.logistics.run.interrupted.v1`.
    public static let type = EventType("logistics", "run", "interrupted")
    /// What it says.
    public var run: RunNotice
    /// Makes the event.
    public init(_ run: RunNotice) { self.run = run }
}

/// `run.cancelled`: it was called off before it began.
public struct RunCancelled: RunEvent {
    /// `throughtrain.logistics.run.cancelled.v1`.
    public static let type = EventType("logistics", "run", "cancelled")
    /// What it says.
    public var run: RunNotice
    /// Makes the event.
    public init(_ run: RunNotice) { self.run = run }
}

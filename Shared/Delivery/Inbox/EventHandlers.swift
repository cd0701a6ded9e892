public import Eventing
public import Postgres
internal import Vocabulary

/// An event as a handler receives it.
public struct Received<Body: Event>: Sendable {
    /// What it says.
    public let body: Body
    /// Its attributes.
    public let envelope: EventEnvelope

    /// Joins what it says with its attributes.
    public init(_ body: Body, _ envelope: EventEnvelope) {
        self.body = body
        self.envelope = envelope
    }
}

/// What a service does on the events of others.
///
/// A handler receives all events of its type that came in one batch, in order, and works in the transaction that claims
/// them. It returns the events that its service tells in turn. An error undoes the batch, whose events are then tried
/// one by one; the one that fails alone is parked.
public struct EventHandlers: Sendable {
    /// Handles the events of one type in a transaction, and returns what is to be told.
    public typealias Handler<Body: Event> =
        @Sendable ([Received<Body>], PostgresTransaction) async throws -> [PendingEvent]

    private var handlers: [String: @Sendable ([EventEnvelope], PostgresTransaction) async throws -> [PendingEvent]] =
        [:]
    /// What is handled, in whatever version.
    private var facts: Set<Substring> = []
    /// Reads an event as its type, to see that it can be.
    private var readers: [String: @Sendable (EventEnvelope) throws -> Void] = [:]

    /// The aggregates that are heard of, in a stable order.
    public private(set) var sources: [EventSource] = []

    /// Handles nothing.
    public init() {}

    /// Handles the events of a type.
    public mutating func on<Body: Event>(_ type: Body.Type, _ handle: @escaping Handler<Body>) {
        precondition(handlers[Body.type.name] == nil, "\(Body.type.name) has a handler already")
        if !sources.contains(Body.type.source) { sources.append(Body.type.source) }
        facts.insert(EventType.fact(named: Body.type.name))
        readers[Body.type.name] = { _ = try $0.decode(Body.self) }
        handlers[Body.type.name] = { events, transaction in
            let received = try events.map { Received(try $0.decode(Body.self), $0) }
            return try await handle(received, transaction)
        }
    }

    /// Sees that an event says what its type does. One that nobody handles may say anything.
    func check(_ event: EventEnvelope) throws {
        try readers[event.type]?(event)
    }

    /// Whether an event tells what is handled, but in a version that is not known here. A new one is told beside the old one,
    /// so that it passes without effect.
    func isOfUnknownVersion(_ event: EventEnvelope) -> Bool {
        handlers[event.type] == nil && facts.contains(EventType.fact(named: event.type))
    }

    /// Receives a batch as the pump does: handles those events that were not handled before and whose turn it is, and
    /// appends what is told in turn to the log.
    /// - Parameter queue: where they came from.
    /// - Returns: how many took effect.
    public func receive(
        _ events: [EventEnvelope], from queue: String = "", log: EventLog, in transaction: PostgresTransaction
    ) async throws -> Int {
        let reception = Reception(handlers: self, log: log, transaction: transaction)
        return try await reception.receive(events.map { ArrivedEvent(envelope: $0, queue: queue) }).handled
    }

    /// Handles a batch stage by stage. Facts of a heard aggregate that nobody handles pass without effect.
    func handle(_ events: [EventEnvelope], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        let heard = events.filter { handlers[$0.type] != nil }
        let spans = WorkSpans(handling: heard)
        var told: [PendingEvent] = []
        do {
            for stage in Stage.divide(spans.placing(heard)) {
                guard let handler = handlers[stage.type] else { continue }
                told += try await handler(stage.events, transaction)
            }
        } catch {
            spans.fail(error)
            throw error
        }
        spans.end(afterCommitOf: transaction)
        return told
    }
}

/// Events of one type that can be handled together.
struct Stage: Sendable, Equatable {
    var type: String
    var events: [EventEnvelope]

    /// Divides a batch into as few stages as the order within each subject allows. For deadlines, which lie in a table, the
    /// server does the same: ``DueDeadline/ready(of:at:in:)``.
    static func divide(_ events: [EventEnvelope]) -> [Stage] {
        var stages: [Stage] = []
        var reached: [HeardSubject: Int] = [:]
        for event in events {
            let subject = HeardSubject(of: event)
            // An event may join a stage of its type, but not one before that of its subject's last event.
            let earliest = reached[subject] ?? 0
            if let index = stages[earliest...].firstIndex(where: { $0.type == event.type }) {
                stages[index].events.append(event)
                reached[subject] = index
            } else {
                reached[subject] = stages.count
                stages.append(Stage(type: event.type, events: [event]))
            }
        }
        return stages
    }
}

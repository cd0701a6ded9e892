public import Eventing
internal import Postgres
public import Vocabulary

/// How far a plan is.
public enum PlanState: String, Sendable, CaseIterable, StoredAsText, CodeFieldValue {
    /// It was only rehearsed, and can be proposed, for a day; then it is forgotten.
    case planned
    /// It waits for a second person.
    case proposed
    /// A second person did not agree, or who proposed it took it back.
    case refused
    /// It is being run, or was interrupted.
    case running
    /// It stopped at failures, and can be run on.
    case stopped
    /// Each of its events is settled.
    case done

    /// Whether somebody has to see to it. What was only planned, as by a dry run, is nobody's worry.
    var isOpen: Bool { self == .proposed || self == .running || self == .stopped }
}

/// A selection of parked events that was fixed when it was made, and what is to become of them.
public struct ParkedPlan: Record {
    /// Its number, by which commands name it.
    public var number: Int64
    /// What is to become of the events that were chosen. What waits behind them is replayed.
    public var decision: ParkedDecision
    /// How far it is.
    public var state: PlanState
    /// What was asked for, in words.
    public var selection: String
    /// How many events it is about.
    public var events: Int64
    /// How many of them are settled.
    public var settled: Int64
    /// How many failed when they were last tried, or were held back by one that did.
    public var failed: Int64
    /// Who made it, or proposed what was only rehearsed.
    public var madeBy: String
    /// When.
    public var madeAt: Instant
    /// Why.
    public var reason: String
    /// Who agreed, or refused.
    public var decidedBy: String?
    /// When.
    public var decidedAt: Instant?

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ plan: ParkedPlan?) throws(EventFault) {
        number = try fields.field("number", plan?.number)
        decision = try fields.field("decision", plan?.decision)
        state = try fields.field("state", plan?.state)
        selection = try fields.field("selection", plan?.selection)
        events = try fields.field("events", plan?.events)
        settled = try fields.field("settled", plan?.settled)
        failed = try fields.field("failed", plan?.failed)
        madeBy = try fields.field("made_by", plan?.madeBy)
        madeAt = try fields.field("made_at", plan?.madeAt)
        reason = try fields.field("reason", plan?.reason)
        decidedBy = try fields.optional("decided_by", plan?.decidedBy)
        decidedAt = try fields.optional("decided_at", plan?.decidedAt)
    }

    init(_ row: PostgresRow) throws {
        (number, decision, state, selection, events, settled, failed, madeBy, madeAt, reason, decidedBy, decidedAt) =
            try row.decode(
                Int64.self, ParkedDecision.self, PlanState.self, String.self, Int64.self, Int64.self, Int64.self,
                String.self, Instant.self, String.self, String?.self, Instant?.self)
    }
}

/// What became of one event of a plan.
public enum StepOutcome: String, Sendable, CaseIterable, StoredAsText, CodeFieldValue {
    /// It took effect, or was struck out, as planned.
    case done
    /// It was not parked any more, or known already.
    case gone
    /// Its handler failed.
    case failed
    /// An earlier event of its subject waits still.
    case held
}

/// One event of a plan.
public struct ParkedStep: Record {
    /// Its place in the order of the plan, from 1.
    public var place: Int32
    /// The event's number among the parked ones.
    public var event: Int64
    /// What is to become of it.
    public var decision: ParkedDecision
    /// What became of it; nil while nothing has.
    public var outcome: StepOutcome?
    /// Why it failed, or is held back.
    public var error: String?
    /// The types of the events that were told in turn.
    public var told: [String]
    /// The event's own identifier; this and what follows is nil where its attributes could not be read.
    public var id: UUIDv7?
    /// Who told it.
    public var source: String?
    /// The aggregate's identifier.
    public var subject: String?
    /// Which of its subject's events it is.
    public var subjectVersion: Int32?
    /// The CloudEvents type.
    public var type: String?

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ step: ParkedStep?) throws(EventFault) {
        place = try fields.field("place", step?.place)
        event = try fields.field("event", step?.event)
        decision = try fields.field("decision", step?.decision)
        outcome = try fields.optional("outcome", step?.outcome)
        error = try fields.optional("error", step?.error)
        told = try fields.field("told", step?.told)
        id = try fields.optional("id", step?.id)
        source = try fields.optional("source", step?.source)
        subject = try fields.optional("subject", step?.subject)
        subjectVersion = try fields.optional("subject_version", step?.subjectVersion)
        type = try fields.optional("type", step?.type)
    }

    init(_ row: PostgresRow) throws {
        (place, event, decision, outcome, error, told, id, source, subject, subjectVersion, type) = try row.decode(
            Int32.self, Int64.self, ParkedDecision.self, StepOutcome?.self, String?.self, [String].self, UUIDv7?.self,
            String?.self, String?.self, Int32?.self, String?.self)
    }
}

internal import AMQP
internal import Delivery
internal import Eventing

/// What was found amiss on the bus, for machines.
struct TopologyReport: Record {
    private var service: String
    private var broker: String?
    private var isOK: Bool
    private var findings: LongList<Finding>
    private var unseen: [String]

    init(_ diff: TopologyDiff) {
        service = diff.declared.service
        broker = diff.observed.version?.description
        findings = LongList(diff.findings.map { Finding($0, rights: diff.declared.rights) })
        isOK = findings.elements.isEmpty
        unseen = diff.observed.unseen
    }

    init(_ fields: inout some FieldCoder, _ report: TopologyReport?) throws(EventFault) {
        service = try fields.field("service", report?.service)
        broker = try fields.optional("broker", report?.broker)
        isOK = try fields.field("ok", report?.isOK)
        findings = try fields.field("findings", report?.findings)
        unseen = try fields.field("unseen", report?.unseen)
    }

    /// One thing amiss.
    private struct Finding: Record {
        var kind: TopologyFinding.Kind
        var subject: String
        var detail: String
        var mending: String
        var by: TopologyStep.Performer

        init(_ finding: TopologyFinding, rights: BusRights) {
            kind = finding.kind
            subject = finding.subject
            detail = finding.detail
            mending = "\(finding.mending)"
            by = finding.mending.performer(with: rights)
        }

        init(_ fields: inout some FieldCoder, _ finding: Finding?) throws(EventFault) {
            kind = try fields.field("kind", finding?.kind)
            subject = try fields.field("subject", finding?.subject)
            detail = try fields.field("detail", finding?.detail)
            mending = try fields.field("mending", finding?.mending)
            by = try fields.field("by", finding?.by)
        }
    }
}

/// The steps that would mend it, or what became of them, for machines.
struct TopologyStepsReport: Record {
    private var service: String
    private var isOK: Bool
    private var steps: LongList<Step>
    private var definitions: BusDefinitions?

    init(service: String, steps: [Step], isOK: Bool, definitions: BusDefinitions?) {
        self.service = service
        self.steps = LongList(steps)
        self.isOK = isOK
        self.definitions = definitions
    }

    init(_ fields: inout some FieldCoder, _ report: TopologyStepsReport?) throws(EventFault) {
        service = try fields.field("service", report?.service)
        isOK = try fields.field("ok", report?.isOK)
        steps = try fields.field("steps", report?.steps)
        definitions = try fields.optional("definitions", report?.definitions)
    }

    /// One step.
    struct Step: Record {
        var step: String
        var by: TopologyStep.Performer
        /// The queue that goes with all that it holds.
        var deletesQueue: String?
        /// Whether it was taken; nil in a plan.
        var isDone: Bool?
        /// Why it was not.
        var reason: String?

        init(_ step: TopologyStep, rights: BusRights, outcome: TopologyWork.Outcome? = nil) {
            self.step = "\(step)"
            by = step.performer(with: rights)
            deletesQueue = step.deletesQueue
            isDone = outcome.map { $0 == .done }
            switch outcome {
            case .left(let why), .refused(let why): reason = why
            case .done, nil: reason = nil
            }
        }

        init(_ fields: inout some FieldCoder, _ step: Step?) throws(EventFault) {
            self.step = try fields.field("step", step?.step)
            by = try fields.field("by", step?.by)
            deletesQueue = try fields.optional("deletes_queue", step?.deletesQueue)
            isDone = try fields.optional("done", step?.isDone)
            reason = try fields.optional("reason", step?.reason)
        }
    }
}

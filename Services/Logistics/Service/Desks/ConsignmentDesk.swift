internal import Delivery
internal import Eventing
internal import LogisticsDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Consignments on the desk: locked, decided one command at a time, saved together.
struct ConsignmentDesk {
    private let transaction: PostgresTransaction
    private var consignments: [UUIDv7: Consignment]
    private let before: [UUIDv7: Consignment]
    private var asked: [Consignment] = []
    private var deadlines: [UUIDv7: (due: Instant, trace: TraceContext?)?] = [:]
    private var entries: [HistoryEntry] = []
    private var events: [PendingEvent] = []

    /// Nobody has fetched a parcel.
    static let pickUpDue = "consignment.pick-up-by"

    /// Locks consignments, in the order of their ids.
    init(locking ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        let found = ids.isEmpty ? [] : try await ConsignmentStore(transaction: transaction).load(ids, .update)
        before = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        consignments = before
    }

    /// The consignment, as it stands by now; nil if there is none.
    subscript(id: UUIDv7) -> Consignment? { consignments[id] }

    /// All that are on the desk, in no order.
    var all: some Collection<Consignment> { consignments.values }

    /// Takes a consignment on, or refuses it with the reason.
    mutating func accept(
        _ request: ConsignmentRequest, _ items: [ConsignmentItem], to address: Destination?, in area: ServiceArea,
        _ act: Act
    ) throws {
        let (consignment, facts) = Consignment.accept(request, items: items, to: address, in: area, at: act.at)
        asked.append(consignment)
        var refusal: CarriageRefusal?
        for case .refused(let reason) in facts { refusal = reason }
        entries.append(
            HistoryEntry(
                .consignment, consignment.id, ConsignmentCommand.accept.rawValue, act, refusal: refusal?.rawValue))
        events += try consignment.events(of: facts, by: act)
    }

    /// Lets a consignment take a command.
    /// - Throws: the rule's refusal.
    @discardableResult
    mutating func take(
        _ command: ConsignmentCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout Consignment) throws(ConsignmentRefusal) -> [ConsignmentFact]
    ) throws -> [ConsignmentFact] {
        guard var consignment = consignments[id] else { throw Problem.notFound("consignment \(id)") }
        let facts = try decide(&consignment)
        consignments[id] = consignment
        var note: String?
        for fact in facts {
            switch fact {
            case .pickUpDeadlineSet(let due): deadlines.updateValue((due, act.trace), forKey: id)
            case .pickUpDeadlineStruck: deadlines.updateValue(nil, forKey: id)
            case .wrongCode: note = "wrong-code"
            case .failed(let record): note = record.reason.rawValue
            default: break
            }
        }
        entries.append(HistoryEntry(.consignment, id, command.rawValue, act, refusal: note))
        events += try consignment.events(of: facts, by: act)
        return facts
    }

    /// Lets a consignment take what an event or the clock asks. What a rule does not allow is noted, and has no effect.
    mutating func takeIfAllowed(
        _ command: ConsignmentCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout Consignment) throws(ConsignmentRefusal) -> [ConsignmentFact]
    ) throws {
        do {
            try take(command, of: id, act, decide)
        } catch let refusal as ConsignmentRefusal {
            entries.append(HistoryEntry(.consignment, id, command.rawValue, act, refusal: refusal.code))
        }
    }

    /// Saves what changed, and says what is to be told.
    func save() throws -> [PendingEvent] {
        let store = ConsignmentStore(transaction: transaction)
        try store.insert(asked)
        try store.update(consignments.values.filter { before[$0.id] != $0 }.sorted { $0.id < $1.id })
        try HistoryStore(transaction: transaction).append(entries)
        let due = deadlines.compactMap { id, clock in
            clock.map { (subject: id.description, due: $0.due, trace: $0.trace) }
        }
        let void = deadlines.compactMap { id, clock in clock == nil ? id.description : nil }
        try Deadlines.set(Self.pickUpDue, due, in: transaction)
        try Deadlines.strike(Self.pickUpDue, of: void, in: transaction)
        return events
    }
}

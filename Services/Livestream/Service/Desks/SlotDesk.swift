internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

/// Offer slots on the desk: locked, decided one command at a time, saved together.
struct SlotDesk {
    private let transaction: PostgresTransaction
    private var slots: [UUIDv7: OfferSlot]
    private let before: [UUIDv7: OfferSlot]
    private var entries: [HistoryEntry] = []
    /// Where each was last changed.
    private var traces: [UUIDv7: TraceContext] = [:]
    private var events: [PendingEvent] = []

    /// Locks slots by their ids.
    init(locking ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.init(try await OfferSlotStore(transaction: transaction).load(ids, .update), transaction)
    }

    /// Locks all slots of episodes.
    init(ofEpisodes ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.init(try await OfferSlotStore(transaction: transaction).load(ofEpisodes: ids, .update), transaction)
    }

    private init(_ slots: [OfferSlot], _ transaction: PostgresTransaction) {
        self.transaction = transaction
        self.slots = Dictionary(uniqueKeysWithValues: slots.map { ($0.id, $0) })
        before = self.slots
    }

    /// The slot, as it stands by now; nil if there is none.
    func slot(_ id: UUIDv7) -> OfferSlot? {
        slots[id]
    }

    /// The slots of an episode, as they stand by now, in the order of their ids.
    func slots(of episode: UUIDv7) -> [OfferSlot] {
        slots.values.filter { $0.episodeID == episode }.sorted { $0.id < $1.id }
    }

    /// Lets a slot take a command.
    mutating func take(
        _ command: OfferSlotCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout OfferSlot) throws(OfferSlotRefusal) -> [OfferSlotFact]
    ) throws {
        guard var slot = slots[id] else { throw Unheard("offer \(id)") }
        let facts = try decide(&slot)
        slots[id] = slot
        traces[id] = act.trace
        entries.append(HistoryEntry(.offer, id, command.rawValue, act))
        events += try slot.events(of: facts, by: act)
    }

    /// Lets a slot take what a clock or an event asks. What its state does not allow is noted, and has no effect.
    mutating func takeIfAllowed(
        _ command: OfferSlotCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout OfferSlot) throws(OfferSlotRefusal) -> [OfferSlotFact]
    ) throws {
        do {
            try take(command, of: id, act, decide)
        } catch let refusal as OfferSlotRefusal where refusal.isOfState {
            entries.append(HistoryEntry(.offer, id, command.rawValue, act, refusal: refusal.code))
        }
    }

    /// Saves what changed, and says what is to be told.
    func save() throws -> [PendingEvent] {
        let changed = slots.values.filter { before[$0.id] != $0 }.sorted { $0.id < $1.id }
        try OfferSlotStore(transaction: transaction).update(changed)
        try HistoryStore(transaction: transaction).append(entries)
        try renewDeadlines(of: changed.filter { before[$0.id]?.deadlines != $0.deadlines })
        return events
    }

    private func renewDeadlines(of slots: [OfferSlot]) throws {
        guard !slots.isEmpty else { return }
        let clocks: [OfferSlotCommand] = [.open, .closeAtWindowEnd]
        try Deadlines.renew(
            Dictionary(uniqueKeysWithValues: clocks.map { ($0, DeadlineKind.offer($0)) }),
            slots.map { ($0.id, $0.deadlines, traces[$0.id]) }, in: transaction)
    }
}

extension OfferSlotRefusal {
    /// Whether the slot, or its episode, stands where the command does not reach it, as happens to news and clocks that
    /// come late.
    fileprivate var isOfState: Bool {
        switch self {
        case .notInState, .episodeNotLive, .windowOver: true
        default: false
        }
    }
}

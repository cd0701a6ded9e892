internal import Delivery
internal import Eventing
internal import LivestreamDomain
internal import Postgres
internal import Runtime
internal import Vocabulary

/// Episodes on the desk, their slots with them: locked, decided one command at a time, saved together.
struct EpisodeDesk {
    private let transaction: PostgresTransaction
    private var episodes: [UUIDv7: Episode]
    private let before: [UUIDv7: Episode]
    private var slots: SlotDesk
    private var entries: [HistoryEntry] = []
    /// Where each was last changed.
    private var traces: [UUIDv7: TraceContext] = [:]
    private var events: [PendingEvent] = []
    private var counts: [AudienceCount] = []

    /// Locks episodes, and then their slots.
    init(locking ids: [UUIDv7], in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        let episodes = try await EpisodeStore(transaction: transaction).load(ids, .update)
        self.episodes = Dictionary(uniqueKeysWithValues: episodes.map { ($0.id, $0) })
        before = self.episodes
        slots = try await SlotDesk(ofEpisodes: ids, in: transaction)
    }

    /// The episode, as it stands by now.
    func episode(_ id: UUIDv7) throws -> Episode {
        guard let episode = episodes[id] else { throw Problem.notFound("episode \(id)") }
        return episode
    }

    /// The states of an episode's slots.
    func slotStates(of id: UUIDv7) -> [OfferSlotState] {
        slots.slots(of: id).map(\.state)
    }

    /// Lets an episode take a command. Its slots open or close with it, and once it has ended its audience is counted.
    mutating func take(
        _ command: EpisodeCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout Episode) throws(EpisodeRefusal) -> [EpisodeFact]
    ) async throws {
        var episode = try episode(id)
        let facts = try decide(&episode)
        episodes[id] = episode
        traces[id] = act.trace
        entries.append(HistoryEntry(.episode, id, command.rawValue, act))
        events += try episode.events(of: facts, by: act)
        guard episode.state != before[id]?.state else { return }
        try moveSlots(with: episode, act)
        if episode.state == .ended { try await countAudience(of: episode, act) }
    }

    /// Lets an episode take what the clock asks. What its state does not allow is noted, and has no effect.
    mutating func takeIfAllowed(
        _ command: EpisodeCommand, of id: UUIDv7, _ act: Act,
        _ decide: (inout Episode) throws(EpisodeRefusal) -> [EpisodeFact]
    ) async throws {
        do {
            try await take(command, of: id, act, decide)
        } catch let refusal as EpisodeRefusal {
            entries.append(HistoryEntry(.episode, id, command.rawValue, act, refusal: refusal.code))
        }
    }

    private mutating func moveSlots(with episode: Episode, _ act: Act) throws {
        let all = slots.slots(of: episode.id)
        for slot in OfferSlot.due(among: all, in: episode, at: act.at) {
            try slots.take(.open, of: slot.id, act) { (slot) throws(OfferSlotRefusal) in
                try slot.open(during: episode, at: act.at)
            }
        }
        guard episode.state.isFinal else { return }
        for slot in all where !slot.state.isFinal {
            try slots.take(.closeWithEpisode, of: slot.id, act) { (slot) throws(OfferSlotRefusal) in
                try slot.close(with: episode, at: act.at)
            }
        }
    }

    private mutating func countAudience(of episode: Episode, _ act: Act) async throws {
        let audience = try await EpisodeViewStore(transaction: transaction).audience(of: episode.id)
        var episode = episode
        let facts = try episode.count(audience, at: act.at)
        episodes[episode.id] = episode
        entries.append(HistoryEntry(.episode, episode.id, EpisodeCommand.countAudience.rawValue, act))
        events += try episode.events(of: facts, by: act)
        counts += facts.compactMap { if case .audienceCounted(let count) = $0 { count } else { nil } }
    }

    /// Saves what changed, and says what is to be told: the episodes' part first, then their slots'.
    func save() throws -> [PendingEvent] {
        let changed = episodes.values.filter { before[$0.id] != $0 }.sorted { $0.id < $1.id }
        try EpisodeStore(transaction: transaction).update(changed)
        try EpisodeViewStore(transaction: transaction).insert(counts)
        try HistoryStore(transaction: transaction).append(entries)
        try Self.renewDeadlines(of: changed.map { ($0, traces[$0.id]) }, in: transaction)
        return events + (try slots.save())
    }

    /// Sets the clocks that episodes ask for.
    static func renewDeadlines(
        of episodes: [(episode: Episode, trace: TraceContext?)], in transaction: PostgresTransaction
    ) throws {
        guard !episodes.isEmpty else { return }
        let clocks: [EpisodeCommand] = [.cancelUnstarted, .endWithoutStream]
        try Deadlines.renew(
            Dictionary(uniqueKeysWithValues: clocks.map { ($0, DeadlineKind.episode($0)) }),
            episodes.map { ($0.episode.id, $0.episode.deadlines, $0.trace) }, in: transaction)
    }
}

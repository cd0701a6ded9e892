import CatalogueEvents
import Delivery
import Eventing
import LivestreamDomain
import LivestreamService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

/// A schema of a test's own, with an evening from 20:00 to 22:00 of 2019-07-07 in Asia/Shanghai.
struct Studio: Sendable {
    let schema: LiveSchema<LivestreamService>
    /// Tells what the other services tell.
    let teller = Teller()
    /// A product of Luodian, and its listing.
    let product = UUIDv7.make()
    let listing = UUIDv7.make()

    static func with(_ body: (Studio) async throws -> Void) async throws {
        try await LiveSchema<LivestreamService>.with { schema in
            let studio = Studio(schema: schema)
            schema.setTime(Self.morning)
            try await studio.deliver(studio.published())
            try await body(studio)
        }
    }

    /// The morning of the day, before anything begins.
    static let morning = at("2019-07-07T09:00:00+08:00")
    /// When the episode begins and ends.
    static let start = at("2019-07-07T20:00:00+08:00")
    static let end = at("2019-07-07T22:00:00+08:00")

    static func at(_ text: String) -> Instant {
        guard let instant = Instant(text) else { preconditionFailure("\(text) is no instant") }
        return instant
    }

    // MARK: - What people do

    /// Runs a command as someone, at an instant.
    func act<Value>(
        at now: Instant = morning, as actor: String = "chief.editor",
        _ command: (LivestreamService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let context = CommandContext(actor: actor, now: now)
        return try await schema.workbench.perform { try await command(schema.service, context, $0) }
    }

    func openProgramme() async throws -> UUIDv7 {
        try await act {
            try await $0.openProgramme(ProgrammeRequest(titleZh: "直通车", titleEn: "Through Train"), $1, in: $2)
        }.programmeID
    }

    func registerPresenter() async throws -> UUIDv7 {
        try await act { try await $0.registerPresenter(PresenterRequest(name: "罗小橘"), $1, in: $2) }.presenterID
    }

    /// Schedules an episode of a programme on the alleviation day.
    func schedule(
        _ programme: UUIDv7, by presenters: [UUIDv7], number: Int32? = nil, from start: Instant = start,
        to end: Instant = end, on day: Day? = Day(of: start)
    ) async throws -> EpisodeDetail {
        let county = try #require(DivisionCode("522728"))
        let request = EpisodeRequest(
            programmeID: programme, number: number, county: county, presenters: presenters, alleviationDay: day,
            startsAt: start, endsAt: end)
        return try await act { try await $0.scheduleEpisode(request, $1, in: $2) }
    }

    /// Schedules an episode of a programme and by a presenter of its own.
    func schedule() async throws -> EpisodeDetail {
        try await schedule(openProgramme(), by: [registerPresenter()])
    }

    func start(_ episode: EpisodeDetail, at now: Instant = start) async throws -> EpisodeDetail {
        let presenter = try #require(episode.presenters.first)
        return try await act(at: now) {
            try await $0.startEpisode(episode.episodeID, StartRequest(presenterID: presenter), $1, in: $2)
        }
    }

    func end(_ episode: EpisodeDetail, at now: Instant = end) async throws -> EpisodeDetail {
        try await act(at: now) { try await $0.endEpisode(episode.episodeID, $1, in: $2) }
    }

    /// Proposes an offer of a tonne, from the episode's begin to its end.
    func propose(
        in episode: EpisodeDetail, allotment: Quantity = .grams(1_000_000), price: Price = Price(780, .per500g),
        opens: Instant = start, closes: Instant = end
    ) async throws -> OfferDetail {
        let request = OfferRequest(
            listingID: listing, price: price, allotment: allotment, perBuyer: nil, opensAt: opens, closesAt: closes)
        return try await act { try await $0.proposeOffer(in: episode.episodeID, request, $1, in: $2) }
    }

    /// An offer that is ready: its stock is set aside.
    func ready(
        in episode: EpisodeDetail, allotment: Quantity = .grams(1_000_000), opens: Instant = start,
        closes: Instant = end
    ) async throws -> OfferDetail {
        let offer = try await propose(in: episode, allotment: allotment, opens: opens, closes: closes)
        try await deliver(setAside(offer, allotment))
        return offer
    }

    func watch(_ episode: EpisodeDetail, _ session: Token, at now: Instant = start) async throws {
        _ = try await act(at: now, as: "anonymous") {
            try await $0.watchEpisode(ViewRequest(session: session, episodeID: episode.episodeID), $1, in: $2)
        }
    }

    // MARK: - What is heard, and seen

    /// Hands events to the service as one batch.
    func deliver(_ events: any Event...) async throws {
        try await schema.deliver(try events.map { try teller.envelope($0) })
    }

    /// Works the deadlines that have passed at an instant, until a condition holds.
    func workDeadlines(at instant: Instant, until condition: () async throws -> Bool) async throws -> Bool {
        let worker = DeadlineWorker(
            pool: schema.workbench.pool, log: schema.workbench.log, handlers: schema.service.deadlineHandlers,
            now: { instant }, logger: schema.workbench.logger)
        let running = Task { await worker.run() }
        let holds = try await eventually(condition)
        running.cancel()
        await running.value
        return holds
    }

    /// Reads as a query does.
    func read<Value: Sendable>(
        _ query: (LivestreamService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await schema.workbench.pool.withTransaction(readOnly: true) { try await query(schema.service, $0) }
    }

    func offer(_ offer: OfferDetail) async throws -> OfferDetail {
        let offers = try await read { try await $0.offers(of: offer.episodeID, in: $1) }.offers
        return try #require(offers.first { $0.offerID == offer.offerID })
    }

    func episode(_ episode: EpisodeDetail) async throws -> EpisodeDetail {
        try await read { try await $0.episode(episode.episodeID, in: $1) }
    }

    /// A column of a statement's rows.
    func rows<Value: PostgresDecodable & Sendable>(_ sql: String) async throws -> [Value] {
        try await schema.administration.withTransaction(readOnly: true) { transaction in
            try await transaction.query(PostgresQuery(unsafeSQL: sql)).decode(Value.self)
        }
    }

    /// Runs a statement, as our own bugs might.
    /// - Parameter pastTriggers: as if the triggers that keep what is kept were not there.
    func execute(_ sql: String, pastTriggers: Bool = false) async throws {
        _ = try await schema.administration.withTransaction { transaction in
            if pastTriggers { try transaction.send("SET LOCAL session_replication_role = replica") }
            try await transaction.execute(PostgresQuery(unsafeSQL: sql))
        }
    }
}

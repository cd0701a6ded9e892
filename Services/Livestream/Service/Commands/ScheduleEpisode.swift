public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// What an episode is to be.
public struct EpisodeRequest: Record {
    /// The programme that it belongs to.
    public var programmeID: UUIDv7
    /// Its number in the programme; the next one if it is left out.
    public var number: Int32?
    /// The county that it comes from.
    public var county: DivisionCode
    /// Who presents it.
    public var presenters: [UUIDv7]
    /// The date of the alleviation day that it is part of.
    public var alleviationDay: Day?
    /// When it is to start.
    public var startsAt: Instant
    /// When it is to end.
    public var endsAt: Instant

    /// Describes an episode.
    public init(
        programmeID: UUIDv7, number: Int32?, county: DivisionCode, presenters: [UUIDv7], alleviationDay: Day?,
        startsAt: Instant, endsAt: Instant
    ) {
        self.programmeID = programmeID
        self.number = number
        self.county = county
        self.presenters = presenters
        self.alleviationDay = alleviationDay
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        programmeID = try fields.field("programme_id", request?.programmeID)
        number = try fields.optional("number", request?.number)
        county = try fields.field("county", request?.county)
        presenters = try fields.field("presenters", request?.presenters)
        alleviationDay = try fields.optional("alleviation_day", request?.alleviationDay)
        startsAt = try fields.field("starts_at", request?.startsAt)
        endsAt = try fields.field("ends_at", request?.endsAt)
    }
}

extension LivestreamService {
    /// Schedules an episode. The alleviation day that it is part of is planned with it, if it is not yet.
    public func scheduleEpisode(
        _ request: EpisodeRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        try Limits.require(Int64(request.number ?? 0), upTo: Int64(Limits.episodeNumber), field: "number")
        try Limits.require(Int64(request.presenters.count), upTo: Int64(Limits.presenters), field: "presenters")
        try context.caller.expect(presenters: request.presenters, field: "presenters")
        let act = Act(context)
        let programmes = ProgrammeStore(transaction: transaction)
        guard let programme = try await programmes.load(request.programmeID) else {
            throw Problem.unknown("programme \(request.programmeID)", field: "programme_id")
        }
        let taken = try await programmes.episodeNumbers(of: programme.id)
        let number = request.number ?? (taken.max() ?? 0) + 1
        if taken.contains(number) { throw NumberTaken(number: number) }
        let presenters = try await presenters(request.presenters, in: transaction)
        let engagements = try await PresenterStore(transaction: transaction).engagements(of: request.presenters)
        let day = try await request.alleviationDay.plan(act, in: transaction)
        let plan = EpisodePlan(
            id: .make(), number: number, county: request.county, startsAt: request.startsAt, endsAt: request.endsAt)
        let (episode, facts) = try Episode.schedule(
            plan, in: programme, by: presenters, engagements: engagements, on: day, at: context.now)
        try EpisodeStore(transaction: transaction).insert(episode)
        try EpisodeDesk.renewDeadlines(of: [(episode, act.trace)], in: transaction)
        try HistoryStore(transaction: transaction).append([HistoryEntry(.episode, episode.id, "schedule", act)])
        try AuditTrail.record("schedule-episode", on: "\(episode.id)", by: context, in: transaction)
        return Told(EpisodeDetail(episode), try episode.events(of: facts, by: act))
    }

    /// Presenters in the order in which they are named.
    private func presenters(_ ids: [UUIDv7], in transaction: PostgresTransaction) async throws -> [Presenter] {
        let known = try await PresenterStore(transaction: transaction).load(ids)
        return try ids.map { id in
            guard let presenter = known[id] else { throw Problem.unknown("presenter \(id)", field: "presenters") }
            return presenter
        }
    }
}

extension Day? {
    /// The alleviation day of the date, if one is given: planned now if it was not yet.
    func plan(_ act: Act, in transaction: PostgresTransaction) async throws -> AlleviationDay? {
        guard let date = self else { return nil }
        return try await AlleviationDayDesk.plan(date, act, in: transaction)
    }
}

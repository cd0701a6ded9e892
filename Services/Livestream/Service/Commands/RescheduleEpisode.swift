public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Another time for an episode.
public struct RescheduleRequest: Record {
    /// When it is to start.
    public var startsAt: Instant
    /// When it is to end.
    public var endsAt: Instant
    /// The date of the alleviation day that it is to be part of now.
    public var alleviationDay: Day?

    /// Gives another time.
    public init(startsAt: Instant, endsAt: Instant, alleviationDay: Day?) {
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.alleviationDay = alleviationDay
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        startsAt = try fields.field("starts_at", request?.startsAt)
        endsAt = try fields.field("ends_at", request?.endsAt)
        alleviationDay = try fields.optional("alleviation_day", request?.alleviationDay)
    }
}

extension LivestreamService {
    /// Moves a scheduled episode to another time.
    public func rescheduleEpisode(
        _ id: UUIDv7, _ request: RescheduleRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        try await changeEpisode(id, by: .reschedule, context, in: transaction) { desk, act in
            let presenters = try desk.episode(id).presenterIDs
            let store = PresenterStore(transaction: transaction)
            _ = try await store.load(presenters)
            let engagements = try await store.engagements(of: presenters)
            let day = try await request.alleviationDay.plan(act, in: transaction)
            let slots = desk.slotStates(of: id)
            try await desk.take(.reschedule, of: id, act) { (episode) throws(EpisodeRefusal) in
                try episode.reschedule(
                    from: request.startsAt, to: request.endsAt, on: day, slots: slots, engagements: engagements,
                    at: act.at)
            }
        }
    }
}

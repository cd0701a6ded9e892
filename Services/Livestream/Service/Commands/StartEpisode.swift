public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// Who starts an episode.
public struct StartRequest: Record {
    /// One of its presenters.
    public var presenterID: UUIDv7

    /// Names who starts it.
    public init(presenterID: UUIDv7) {
        self.presenterID = presenterID
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        presenterID = try fields.field("presenter_id", request?.presenterID)
    }
}

extension LivestreamService {
    /// Puts an episode on the air, by one of its presenters. Slots whose window has begun open with it.
    public func startEpisode(
        _ id: UUIDv7, _ request: StartRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        try context.caller.expect(presenters: [request.presenterID], field: "presenter_id")
        return try await changeEpisode(id, by: .start, context, in: transaction) { desk, act in
            try await desk.take(.start, of: id, act) { (episode) throws(EpisodeRefusal) in
                try episode.start(by: request.presenterID, at: act.at)
            }
        }
    }
}

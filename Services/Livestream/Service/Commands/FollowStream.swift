public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
public import Vocabulary

/// What is seen of an episode's stream.
public struct StreamReport: Record {
    /// Whether it runs.
    public var isRunning: Bool

    /// Says whether it runs.
    public init(isRunning: Bool) {
        self.isRunning = isRunning
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: Self?) throws(EventFault) {
        isRunning = try fields.field("running", report?.isRunning)
    }
}

extension LivestreamService {
    /// Takes up whether a live episode's stream runs, on which the clock depends that ends it.
    public func followStream(
        of id: UUIDv7, _ report: StreamReport, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<EpisodeDetail> {
        let command: EpisodeCommand = report.isRunning ? .regainStream : .loseStream
        return try await changeEpisode(id, by: command, context, in: transaction) { desk, act in
            try await desk.take(command, of: id, act) { (episode) throws(EpisodeRefusal) in
                report.isRunning ? try episode.regainStream(at: act.at) : try episode.loseStream(at: act.at)
            }
        }
    }
}

internal import Eventing
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `GET` and `POST /episodes`, `GET /episodes/{id}`, and what an episode may be told: `POST /episodes/{id}/start`,
    /// `/end`, `/cancel`, `/reschedule`, `/stream`, `/recordings`.
    func addEpisodeRoutes(to routes: Routes) {
        routes.query("/episodes") { [self] arguments, transaction in
            try await episodes(of: try arguments.queryID("programme"), try Page(arguments, "before"), in: transaction)
        }
        routes.query("/episodes/{id}") { [self] arguments, transaction in
            try await episode(try arguments.id("id"), in: transaction)
        }
        routes.command("/episodes", status: 201) { [self] (request: EpisodeRequest, _, context, transaction) in
            try await scheduleEpisode(request, context, in: transaction)
        }
        routes.command("/episodes/{id}/start") { [self] (request: StartRequest, arguments, context, transaction) in
            try await startEpisode(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/episodes/{id}/end") { [self] (_: NoFields, arguments, context, transaction) in
            try await endEpisode(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/episodes/{id}/cancel") { [self] (_: NoFields, arguments, context, transaction) in
            try await cancelEpisode(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/episodes/{id}/reschedule") {
            [self] (request: RescheduleRequest, arguments, context, transaction) in
            try await rescheduleEpisode(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/episodes/{id}/stream") { [self] (report: StreamReport, arguments, context, transaction) in
            try await followStream(of: try arguments.id("id"), report, context, in: transaction)
        }
        routes.command("/episodes/{id}/recordings", status: 201) {
            [self] (request: RecordingRequest, arguments, context, transaction) in
            try await attachRecording(to: try arguments.id("id"), request, context, in: transaction)
        }
    }
}

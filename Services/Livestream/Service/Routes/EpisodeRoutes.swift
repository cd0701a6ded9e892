internal import Eventing
internal import Runtime
internal import Vocabulary

extension LivestreamService {
    /// `GET` and `POST /episodes`, `GET /episodes/{id}`, and what an episode may be told: `POST /episodes/{id}/start`,
    /// `/end`, `/cancel`, `/reschedule`, `/stream`, `/recordings`.
    func addEpisodeRoutes(to routes: Routes) {
        routes.query(
            "/episodes", "Episodes, the newest first.", for: LookingAtProgrammes.self,
            with: [.id("programme", "Of this programme only.")] + .page("before")
        ) { [self] arguments, transaction in
            try await episodes(of: try arguments.queryID("programme"), try Page(arguments, "before"), in: transaction)
        }
        routes.query("/episodes/{id}", "An episode.", for: LookingAtProgrammes.self) { [self] arguments, transaction in
            try await episode(try arguments.id("id"), in: transaction)
        }
        routes.command("/episodes", "Schedule an episode of a programme.", for: Presenting.self, status: 201) {
            [self] (request: EpisodeRequest, _, context, transaction) in
            try await scheduleEpisode(request, context, in: transaction)
        }
        routes.command("/episodes/{id}/start", "Go on the air.", for: Presenting.self) {
            [self] (request: StartRequest, arguments, context, transaction) in
            try await startEpisode(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/episodes/{id}/end", "Go off the air.", for: Presenting.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await endEpisode(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/episodes/{id}/cancel", "Call an episode off before it starts.", for: Presenting.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await cancelEpisode(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/episodes/{id}/reschedule", "Move an episode to another time.", for: Presenting.self) {
            [self] (request: RescheduleRequest, arguments, context, transaction) in
            try await rescheduleEpisode(try arguments.id("id"), request, context, in: transaction)
        }
        routes.command(
            "/episodes/{id}/stream", "Tell what became of an episode's stream, as the media server does.",
            for: Presenting.self
        ) {
            [self] (report: StreamReport, arguments, context, transaction) in
            try await followStream(of: try arguments.id("id"), report, context, in: transaction)
        }
        routes.command(
            "/episodes/{id}/recordings", "Attach a recording to an episode.", for: Presenting.self, status: 201
        ) {
            [self] (request: RecordingRequest, arguments, context, transaction) in
            try await attachRecording(to: try arguments.id("id"), request, context, in: transaction)
        }
    }
}

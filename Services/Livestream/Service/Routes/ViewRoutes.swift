internal import Runtime

extension LivestreamService {
    /// `POST /views`: a viewer joins an episode.
    func addViewRoutes(to routes: Routes) {
        routes.command("/views", "A viewer joins an episode.", for: Watching.self, status: 201) {
            [self] (request: ViewRequest, _, context, transaction) in
            try await watchEpisode(request, context, in: transaction)
        }
    }
}

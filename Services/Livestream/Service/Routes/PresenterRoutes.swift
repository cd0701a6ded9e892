internal import Runtime

extension LivestreamService {
    /// `GET` and `POST /presenters`, `POST /presenters/{id}/retire`.
    func addPresenterRoutes(to routes: Routes) {
        routes.query(
            "/presenters", "Presenters, the newest first.", for: LookingAtProgrammes.self, with: .page("before")
        ) {
            [self] arguments, transaction in
            try await presenters(try Page(arguments, "before"), in: transaction)
        }
        routes.command("/presenters", "Register a presenter.", for: KeepingProgrammes.self, status: 201) {
            [self] (request: PresenterRequest, _, context, transaction) in
            try await registerPresenter(request, context, in: transaction)
        }
        routes.command("/presenters/{id}/retire", "Have a presenter retire.", for: KeepingProgrammes.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await retirePresenter(try arguments.id("id"), context, in: transaction)
        }
    }
}

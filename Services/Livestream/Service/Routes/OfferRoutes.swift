internal import Runtime

extension LivestreamService {
    /// `GET` and `POST /episodes/{id}/offers`, `POST /offers/{id}/close`.
    func addOfferRoutes(to routes: Routes) {
        routes.query("/episodes/{id}/offers", "The offer slots of an episode.", for: LookingAtProgrammes.self) {
            [self] arguments, transaction in
            try await offers(of: try arguments.id("id"), in: transaction)
        }
        routes.command(
            "/episodes/{id}/offers", "Propose what an episode is to sell, for how much and when.", for: Presenting.self,
            status: 201
        ) {
            [self] (request: OfferRequest, arguments, context, transaction) in
            try await proposeOffer(in: try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/offers/{id}/close", "Close an offer slot before its window ends.", for: Presenting.self) {
            [self] (_: NoFields, arguments, context, transaction) in
            try await closeOffer(try arguments.id("id"), context, in: transaction)
        }
    }
}

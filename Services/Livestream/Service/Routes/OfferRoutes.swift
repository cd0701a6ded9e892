internal import Runtime

extension LivestreamService {
    /// `GET` and `POST /episodes/{id}/offers`, `POST /offers/{id}/close`.
    func addOfferRoutes(to routes: Routes) {
        routes.query("/episodes/{id}/offers") { [self] arguments, transaction in
            try await offers(of: try arguments.id("id"), in: transaction)
        }
        routes.command("/episodes/{id}/offers", status: 201) {
            [self] (request: OfferRequest, arguments, context, transaction) in
            try await proposeOffer(in: try arguments.id("id"), request, context, in: transaction)
        }
        routes.command("/offers/{id}/close") { [self] (_: NoFields, arguments, context, transaction) in
            try await closeOffer(try arguments.id("id"), context, in: transaction)
        }
    }
}

internal import Delivery
internal import Runtime

extension OrdersService {
    /// Complaints of buyers, and what officers decide.
    func addClaimRoutes(to routes: Routes) {
        routes.command("/orders/{id}/claims", status: 201) { (body: OpenClaimBody, arguments, context, transaction) in
            try await openClaim(
                body.request(), about: try arguments.id("id"), context, in: transaction
            )
        }
        routes.command("/claims/{id}/decision") { (body: DecideClaimBody, arguments, context, transaction) in
            try await decideClaim(
                try arguments.id("id"), body.decision(), context, in: transaction
            )
        }
        routes.query("/claims") { arguments, transaction in
            try await claims(
                onlyOpen: arguments.state(of: ["open"]) != nil, after: arguments.after(), in: transaction)
        }
    }
}

internal import Delivery
internal import Runtime

extension OrdersService {
    /// Complaints of buyers, and what officers decide.
    func addClaimRoutes(to routes: Routes) {
        routes.command("/orders/{id}/claims", "Complain about goods.", for: SpeakingForBuyers.self, status: 201) {
            (body: OpenClaimBody, arguments, context, transaction) in
            try await openClaim(
                body.request(), about: try arguments.id("id"), context, in: transaction
            )
        }
        routes.command("/claims/{id}/decision", "Decide a claim.", for: DecidingClaims.self) {
            (body: DecideClaimBody, arguments, context, transaction) in
            try await decideClaim(
                try arguments.id("id"), body.decision, context, in: transaction
            )
        }
        routes.query(
            "/claims", "Claims, the oldest first.", for: LookingAtMoney.self,
            with: [
                .codes("state", ["open"], "Those that nobody has decided only."),
                .id("after", "The last one of the page before."),
            ]
        ) { arguments, transaction in
            try arguments.caller.expectEverySubPlatform()
            return try await claims(
                onlyOpen: arguments.state(of: ["open"]) != nil, of: arguments.caller.scope.county,
                after: arguments.after(), in: transaction)
        }
    }
}

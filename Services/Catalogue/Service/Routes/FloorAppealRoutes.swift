internal import Eventing
internal import Runtime

/// Why an appeal is decided as it is.
struct FloorDecisionRequest: Record {
    var reason: String

    init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        reason = try fields.field("reason", request?.reason)
    }
}

extension CatalogueService {
    /// `POST /floor-appeals`: somebody asks that a floor be raised; `…/{id}/grant` or `/dismiss`: somebody else decides.
    func addFloorAppealRoutes(to routes: Routes) {
        routes.command(
            "/floor-appeals", "Ask that the price be raised that a product may not be sold below.",
            for: AppealingFloors.self, status: 201
        ) {
            [self] (sheet: FloorAppealSheet, _, context, transaction) in
            try await appealFloor(sheet, context, in: transaction)
        }
        routes.query(
            "/floor-appeals", "Appeals for higher floors that nobody has decided, the oldest first.",
            for: LookingAtStock.self, with: [.county("county", "Of this county only.")] + .page("after")
        ) {
            [self] arguments, transaction in
            let county = try arguments.caller.countyShown(asked: try arguments.queryCounty("county"))
            return try await floorAppeals(of: county, try Page(arguments, "after"), in: transaction)
        }
        addDecision("grant", "Grant an appeal that somebody else filed: the floor is raised from now on.", to: routes)
        addDecision("dismiss", "Dismiss an appeal that somebody else filed: the floor stays as it is.", to: routes)
    }

    private func addDecision(_ verb: String, _ summary: String, to routes: Routes) {
        routes.command("/floor-appeals/{id}/\(verb)", summary, for: DecidingFloors.self) {
            [self] (request: FloorDecisionRequest, arguments, context, transaction) in
            var context = context
            context.reason = request.reason
            return try await decideFloorAppeal(
                try arguments.id("id"), isGranted: verb == "grant", context, in: transaction)
        }
    }
}

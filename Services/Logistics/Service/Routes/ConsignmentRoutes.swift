internal import LogisticsDomain
internal import Runtime

extension LogisticsService {
    /// `GET /consignments` and `/consignments/{id}`, `POST /consignments/{id}/pick-up`.
    func addConsignmentRoutes(to routes: Routes) {
        routes.query(
            "/consignments", "Consignments, the newest first.", for: LookingAtGoods.self,
            with: [
                .codes("state", ConsignmentState.allCases.map(\.rawValue), "In this state only."),
                .id("station", "At this site, or last from it, only."), .id("order", "Of this order only."),
            ] + .page("before")
        ) { [self] arguments, transaction in
            try await consignments(try ConsignmentFilter(arguments), try Page(arguments, "before"), in: transaction)
        }
        routes.query("/consignments/{id}", "A consignment and its way so far.", for: LookingAtGoods.self) {
            [self] arguments, transaction in
            let id = try arguments.id("id")
            try await expect(consignment: id, reachedBy: arguments.caller, in: transaction)
            return try await consignment(id, in: transaction)
        }
        routes.command(
            "/consignments/{id}/pick-up", "Hand a parcel to its buyer, who says the code.", for: HandingOut.self
        ) {
            [self] (request: PickUpRequest, arguments, context, transaction) in
            try await pickUpConsignment(try arguments.id("id"), request, context, in: transaction)
        }
    }
}

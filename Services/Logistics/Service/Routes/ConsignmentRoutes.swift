internal import Runtime

extension LogisticsService {
    /// `GET /consignments` and `/consignments/{id}`, `POST /consignments/{id}/pick-up`.
    func addConsignmentRoutes(to routes: Routes) {
        routes.query("/consignments") { [self] arguments, transaction in
            try await consignments(try ConsignmentFilter(arguments), try Page(arguments, "before"), in: transaction)
        }
        routes.query("/consignments/{id}") { [self] arguments, transaction in
            try await consignment(try arguments.id("id"), in: transaction)
        }
        routes.command("/consignments/{id}/pick-up") {
            [self] (request: PickUpRequest, arguments, context, transaction) in
            try await pickUpConsignment(try arguments.id("id"), request, context, in: transaction)
        }
    }
}

internal import CatalogueDomain
internal import Runtime

extension CatalogueService {
    /// `POST /lots` and below: a lot's way onto the market and off it. `GET /lots`, of `?state=`, `?product=` and
    /// `?station=`, `GET /lots/{id}`, and `GET /reservations/{order}`: how they stand.
    func addLotRoutes(to routes: Routes) {
        routes.query(
            "/lots", "Lots and how they stand, in the order in which they came.", for: LookingAtStock.self,
            with: [
                .codes("state", LotState.allCases.map(\.rawValue), "In this state only."),
                .id("product", "Of this product only."), .id("station", "Kept by this station only."),
            ] + .page("after")
        ) { [self] arguments, transaction in
            let filter = try LotFilter(
                state: arguments.query("state"), productID: try arguments.queryID("product"),
                stationID: try arguments.queryID("station"), county: arguments.caller.scope.county)
            return try await lots(filter, try Page(arguments, "after"), in: transaction)
        }
        routes.query("/lots/{id}", "A lot, with its certificates and what became of it.", for: LookingAtStock.self) {
            [self] arguments, transaction in
            let story = try await lot(try arguments.id("id"), in: transaction)
            guard arguments.caller.reaches(story.lot.village) else {
                throw Problem.notFound("lot \(story.lot.lotID)")
            }
            return story
        }
        routes.query(
            "/reservations/{order}", "What is reserved for an order, and where it is taken from.",
            for: LookingAtStock.self
        ) {
            [self] arguments, transaction in
            // An order is filled from lots of several counties.
            try arguments.caller.expectEverything()
            return try await reservation(of: try arguments.id("order"), in: transaction)
        }
        routes.command("/lots", "Receive lots from producers at a station.", for: KeepingLots.self, status: 201) {
            [self] (sheet: LotSheet, _, context, transaction) in
            try await receiveLots(sheet, context, in: transaction)
        }
        routes.command("/lots/inspections", "Record what inspections of lots found.", for: JudgingLots.self) {
            [self] (sheet: InspectionSheet, _, context, transaction) in
            try await inspectLots(sheet, context, in: transaction)
        }
        routes.command("/lots/listings", "Put lots that passed on the market.", for: KeepingLots.self) {
            [self] (sheet: ListingSheet, _, context, transaction) in
            try await listLots(sheet, context, in: transaction)
        }
        routes.command(
            "/lots/quarantines", "Take lots off the market until they are inspected again.", for: JudgingLots.self
        ) {
            [self] (sheet: QuarantineSheet, _, context, transaction) in
            try await quarantineLots(sheet, context, in: transaction)
        }
        routes.command(
            "/lots/reinspections", "Record what new inspections of quarantined lots found.", for: JudgingLots.self
        ) {
            [self] (sheet: ReinspectionSheet, _, context, transaction) in
            try await reinspectLots(sheet, context, in: transaction)
        }
        routes.command("/lots/returns", "Record that goods went back to their producers.", for: KeepingLots.self) {
            [self] (sheet: ReturnSheet, _, context, transaction) in
            try await returnLots(sheet, context, in: transaction)
        }
        routes.command(
            "/lots/transformations", "Pack, split or merge lots into new ones.", for: KeepingLots.self, status: 201
        ) {
            [self] (sheet: TransformationSheet, _, context, transaction) in
            try await transformLots(sheet, context, in: transaction)
        }
        routes.command("/lots/recalls", "Recall a lot and all that was made of it.", for: JudgingLots.self) {
            [self] (sheet: RecallSheet, _, context, transaction) in
            try await recallLot(sheet, context, in: transaction)
        }
    }
}

internal import Runtime

extension CatalogueService {
    /// `POST /lots` and below: a lot's way onto the market and off it. `GET /lots`, of `?state=`, `?product=` and
    /// `?station=`, `GET /lots/{id}`, and `GET /reservations/{order}`: how they stand.
    func addLotRoutes(to routes: Routes) {
        routes.query("/lots") { [self] arguments, transaction in
            let filter = try LotFilter(
                state: arguments.query("state"), productID: try arguments.queryID("product"),
                stationID: try arguments.queryID("station"))
            return try await lots(filter, try Page(arguments, "after"), in: transaction)
        }
        routes.query("/lots/{id}") { [self] arguments, transaction in
            try await lot(try arguments.id("id"), in: transaction)
        }
        routes.query("/reservations/{order}") { [self] arguments, transaction in
            try await reservation(of: try arguments.id("order"), in: transaction)
        }
        routes.command("/lots", status: 201) { [self] (sheet: LotSheet, _, context, transaction) in
            try await receiveLots(sheet, context, in: transaction)
        }
        routes.command("/lots/inspections") { [self] (sheet: InspectionSheet, _, context, transaction) in
            try await inspectLots(sheet, context, in: transaction)
        }
        routes.command("/lots/listings") { [self] (sheet: ListingSheet, _, context, transaction) in
            try await listLots(sheet, context, in: transaction)
        }
        routes.command("/lots/quarantines") { [self] (sheet: QuarantineSheet, _, context, transaction) in
            try await quarantineLots(sheet, context, in: transaction)
        }
        routes.command("/lots/reinspections") { [self] (sheet: ReinspectionSheet, _, context, transaction) in
            try await reinspectLots(sheet, context, in: transaction)
        }
        routes.command("/lots/returns") { [self] (sheet: ReturnSheet, _, context, transaction) in
            try await returnLots(sheet, context, in: transaction)
        }
        routes.command("/lots/transformations", status: 201) {
            [self] (sheet: TransformationSheet, _, context, transaction) in
            try await transformLots(sheet, context, in: transaction)
        }
        routes.command("/lots/recalls") { [self] (sheet: RecallSheet, _, context, transaction) in
            try await recallLot(sheet, context, in: transaction)
        }
    }
}

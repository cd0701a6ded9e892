internal import Runtime

extension CatalogueService {
    /// `POST /lots`, `/lots/inspections` and `/lots/listings`: a lot's way onto the market.
    func addLotRoutes(to routes: Routes) {
        routes.command("/lots", status: 201) { [self] (sheet: LotSheet, _, context, transaction) in
            try await receiveLots(sheet, context, in: transaction)
        }
        routes.command("/lots/inspections") { [self] (sheet: InspectionSheet, _, context, transaction) in
            try await inspectLots(sheet, context, in: transaction)
        }
        routes.command("/lots/listings") { [self] (sheet: ListingSheet, _, context, transaction) in
            try await listLots(sheet, context, in: transaction)
        }
    }
}

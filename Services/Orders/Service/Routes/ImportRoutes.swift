internal import Runtime

extension OrdersService {
    /// What partners send.
    func addImportRoutes(to routes: Routes) {
        routes.command(
            "/partners/{partner}/imports", "Import orders of a partner, each of which is taken or refused by itself."
        ) { (body: ImportBody, arguments, context, transaction) in
            let entries = body.orders.map(\.entry)
            return try await importOrders(entries, of: try arguments.id("partner"), context, in: transaction)
                .map { ImportReport(entries, $0) }
        }
    }
}

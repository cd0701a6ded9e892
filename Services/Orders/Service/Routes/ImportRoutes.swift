internal import Runtime

extension OrdersService {
    /// What partners send.
    func addImportRoutes(to routes: Routes) {
        routes.command(
            "/partners/{partner}/imports", "Import orders of a partner, each of which is taken or refused by itself.", for: ImportingOrders.self
        ) { (body: ImportBody, arguments, context, transaction) in
            try await importOrders(body, of: try arguments.id("partner"), context, in: transaction)
        }
    }
}

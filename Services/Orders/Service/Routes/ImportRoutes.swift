internal import Runtime

extension OrdersService {
    /// What partners send.
    func addImportRoutes(to routes: Routes) {
        routes.command(
            "/partners/{partner}/imports", "Import orders of a partner, each of which is taken or refused by itself.",
            for: ImportingOrders.self
        ) { (body: ImportBody, arguments, context, transaction) in
            let partner = try arguments.id("partner")
            try context.caller.expect(partner: partner, field: "partner")
            return try await importOrders(body, of: partner, context, in: transaction)
        }
    }
}

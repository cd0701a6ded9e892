internal import Runtime

extension OrdersService {
    /// What partners send.
    func addImportRoutes(to routes: Routes) {
        routes.commands(
            "/partners/{partner}/imports", "Import orders of a partner, each of which is taken or refused by itself.",
            for: ImportingOrders.self, weighing: { $0.entries.count }
        ) { (body: ImportBody, arguments, context) in
            let partner = try arguments.id("partner")
            try context.caller.expect(partner: partner, field: "partner")
            return ImportBatch(entries: body.orders.map(\.entry), partner: partner, context: context)
        } _: { batches, transaction in
            try await importOrders(batches, in: transaction).map { outcomes in
                zip(batches, outcomes).map { batch, outcome in outcome.map { ImportReport(batch.entries, $0) } }
            }
        }
    }
}

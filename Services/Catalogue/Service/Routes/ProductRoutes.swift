internal import CatalogueEvents
internal import Runtime

extension CatalogueService {
    /// `POST /pavilions`, `/producers` and `/products`: what must be there before anything is sold. `GET /products/{id}`:
    /// a product and its listings, as it was published last.
    func addProductRoutes(to routes: Routes) {
        routes.command("/pavilions", status: 201) { [self] (sheet: PavilionSheet, _, context, transaction) in
            try await openPavilions(sheet, context, in: transaction)
        }
        routes.command("/producers", status: 201) { [self] (sheet: ProducerSheet, _, context, transaction) in
            try await registerProducers(sheet, context, in: transaction)
        }
        routes.command("/products", status: 201) { [self] (sheet: ProductSheet, _, context, transaction) in
            try await publishProducts(sheet, context, in: transaction)
        }
        routes.query("/products/{id}") { arguments, transaction in
            let id = try arguments.id("id")
            guard let product = try await ProductStore(transaction: transaction).load([id])[id] else {
                throw Problem.notFound("product \(id)")
            }
            return ProductPublished(product)
        }
    }
}

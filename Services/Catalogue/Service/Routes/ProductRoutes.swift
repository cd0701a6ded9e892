internal import CatalogueEvents
internal import Runtime

extension CatalogueService {
    /// `POST /pavilions`, `/producers` and `/products`: what must be there before anything is sold. `GET` of these, of
    /// `?county=`: what is there; `/products/{id}`: a product and its listings, as it was published last.
    func addProductRoutes(to routes: Routes) {
        routes.command("/pavilions", "Open pavilions, in which counties sell.", for: KeepingPavilions.self, status: 201)
        {
            [self] (sheet: PavilionSheet, _, context, transaction) in
            try await openPavilions(sheet, context, in: transaction)
        }
        routes.command("/producers", "Register producers.", for: KeepingPavilions.self, status: 201) {
            [self] (sheet: ProducerSheet, _, context, transaction) in
            try await registerProducers(sheet, context, in: transaction)
        }
        routes.command(
            "/products", "Publish products and what they are listed for.", for: KeepingPavilions.self, status: 201
        ) {
            [self] (sheet: ProductSheet, _, context, transaction) in
            try await publishProducts(sheet, context, in: transaction)
        }
        routes.query(
            "/pavilions", "Pavilions.", for: Browsing.self,
            with: [.county("county", "Of this county only.")] + .page("after")
        ) {
            [self] arguments, transaction in
            try await pavilions(of: try arguments.queryCounty("county"), try Page(arguments, "after"), in: transaction)
        }
        routes.query(
            "/producers", "Producers.", for: LookingAtStock.self,
            with: [.county("county", "Of this county only.")] + .page("after")
        ) {
            [self] arguments, transaction in
            let county = try arguments.caller.countyShown(asked: try arguments.queryCounty("county"))
            return try await producers(of: county, try Page(arguments, "after"), in: transaction)
        }
        routes.query(
            "/products", "Products.", for: Browsing.self,
            with: [.county("county", "Of this county only.")] + .page("after")
        ) {
            [self] arguments, transaction in
            try await products(of: try arguments.queryCounty("county"), try Page(arguments, "after"), in: transaction)
        }
        routes.query("/products/{id}", "A product and its listings, as it was published last.", for: Browsing.self) {
            arguments, transaction in
            let id = try arguments.id("id")
            guard let product = try await ProductStore(transaction: transaction).load([id])[id] else {
                throw Problem.notFound("product \(id)")
            }
            return ProductPublished(product)
        }
    }
}

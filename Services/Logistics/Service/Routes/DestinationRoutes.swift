internal import Runtime

extension LogisticsService {
    /// `GET /destinations`, which only counts, `GET /destinations/{id}`, which records who reads, and
    /// `POST /destinations`.
    func addDestinationRoutes(to routes: Routes) {
        routes.query(
            "/destinations", "How many delivery addresses are kept, and no address.", for: CountingAddresses.self
        ) {
            [self] _, transaction in
            try await destinationCounts(in: transaction)
        }
        routes.recordedQuery(
            "/destinations/{id}", "A delivery address. Who reads it is recorded.", for: ReadingAddresses.self
        ) {
            [self] arguments, context, transaction in
            try await destination(try arguments.id("id"), context, in: transaction)
        }
        routes.command(
            "/destinations", "Register delivery addresses, which orders then name by their ids.",
            for: GivingAddresses.self, status: 201
        ) { [self] (sheet: DestinationSheet, _, context, transaction) in
            try await registerDestinations(sheet, context, in: transaction)
        }
    }
}

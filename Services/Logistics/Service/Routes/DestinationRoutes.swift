internal import Runtime

extension LogisticsService {
    /// `GET /destinations`, which only counts, `GET /destinations/{id}`, which records who reads, and
    /// `POST /destinations`.
    func addDestinationRoutes(to routes: Routes) {
        routes.query("/destinations") { [self] _, transaction in
            try await destinationCounts(in: transaction)
        }
        routes.recordedQuery("/destinations/{id}") { [self] arguments, context, transaction in
            try await destination(try arguments.id("id"), context, in: transaction)
        }
        routes.command("/destinations", status: 201) { [self] (sheet: DestinationSheet, _, context, transaction) in
            try await registerDestinations(sheet, context, in: transaction)
        }
    }
}

public import ArgumentParser
public import CatalogueDomain
public import CatalogueService
internal import Eventing
internal import Postgres
internal import Runtime

// How arguments are read, and commands given.

extension LotState: ExpressibleByArgument {}
extension ListingSheet.Statement: ExpressibleByArgument {}
extension QuarantineSheet.Cause: ExpressibleByArgument {}

extension ServiceOptions {
    /// Reads from the service's schema, and prints what it finds: as JSON, or in words.
    func show<Answer: Record>(
        _ query: (CatalogueService, PostgresTransaction) async throws -> Answer,
        as words: (Answer) -> some CustomStringConvertible
    ) async throws {
        let answer = try await withService(CatalogueService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { try await query(service, $0) }
        }
        try print(answer, "\(words(answer))")
    }

    /// Reads from the service's schema, and prints the list that it finds: as JSON, as a table, or a column of it.
    func show<Answer: Record>(
        _ columns: ColumnOptions, _ query: (CatalogueService, PostgresTransaction) async throws -> Answer,
        as table: (Answer) -> Table
    ) async throws {
        let answer = try await withService(CatalogueService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { try await query(service, $0) }
        }
        try print(answer, table(answer), columns)
    }

    /// Gives a command in a transaction, and prints what it was about.
    func give(
        _ actor: some ActingOptions, _ done: String,
        _ command: (CatalogueService, CommandContext, PostgresTransaction) async throws -> Told<IDList>
    ) async throws {
        try await give(actor, done) { service, context, transaction in
            let told = try await command(service, context, transaction)
            return Told(Result<IDList, Problem>.success(told.value), told.events)
        }
    }

    /// Gives a command whose refusal is kept, in a transaction, and prints what it was about.
    func give(
        _ actor: some ActingOptions, _ done: String,
        _ command: (CatalogueService, CommandContext, PostgresTransaction) async throws -> Told<
            Result<IDList, Problem>
        >
    ) async throws {
        let list = try await withService(CatalogueService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await command(service, context, transaction)
            }.get()
        }
        try print(list, list.ids.map { "\(done) \($0)" }.joined(separator: "\n"))
    }
}

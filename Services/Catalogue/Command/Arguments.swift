public import ArgumentParser
public import CatalogueService
internal import Eventing
internal import Foundation
internal import Postgres
internal import Runtime
public import Vocabulary

// How arguments are read, and commands given.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension ListingSheet.Statement: ExpressibleByArgument {}

extension Record {
    /// Reads a record from a JSON file.
    init(file: String) throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(file) cannot be read: name a JSON file")
        }
        do {
            try self.init(decoding: bytes)
        } catch {
            throw ValidationError("\(file): \(error.description)")
        }
    }
}

extension ServiceOptions {
    /// Gives a command in a transaction, and prints what it was about.
    func give(
        _ actor: ActorOptions, _ done: String,
        _ command: (CatalogueService, CommandContext, PostgresTransaction) async throws -> Told<IDList>
    ) async throws {
        try await give(actor, done) { service, context, transaction in
            let told = try await command(service, context, transaction)
            return Told(Result<IDList, Problem>.success(told.value), told.events)
        }
    }

    /// Gives a command whose refusal is kept, in a transaction, and prints what it was about.
    func give(
        _ actor: ActorOptions, _ done: String,
        _ command: (CatalogueService, CommandContext, PostgresTransaction) async throws -> Told<
            Result<IDList, Problem>
        >
    ) async throws {
        let answer = try await withService(CatalogueService.self) { service, workbench in
            try await workbench.perform { transaction in
                try await command(service, actor.context(workbench), transaction)
            }
        }
        let list = try answer.get()
        if json {
            print(String(decoding: try list.encoded(), as: UTF8.self))
        } else {
            for id in list.ids { print("\(done) \(id)") }
        }
    }
}

public import ArgumentParser
public import CatalogueService
internal import Eventing
internal import Postgres
internal import Runtime
public import Vocabulary

// How arguments are read, and commands given.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension DivisionCode: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension ListingSheet.Statement: ExpressibleByArgument {}
extension QuarantineSheet.Cause: ExpressibleByArgument {}

extension Quantity: ExpressibleByArgument {
    /// Reads `5000g` or `12pieces`.
    public init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let amount = Int64(digits), let unit = QuantityUnit(rawValue: String(argument.dropFirst(digits.count)))
        else { return nil }
        self.init(amount, unit)
    }
}

extension Price: ExpressibleByArgument {
    /// Reads `450/500g` or `600/piece`, in fen.
    public init?(argument: String) {
        let parts = argument.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let fen = Fen(parts[0]), let per = PriceBasis(rawValue: String(parts[1])) else {
            return nil
        }
        self.init(fen, per)
    }
}

/// Which part of a list is wanted.
struct PageOptions: ParsableArguments {
    @Option(help: "Begin after this one, the last of the page before.")
    var after: UUIDv7?

    @Option(help: "How many at most, 1 to 1000.")
    var limit: Int64 = 100

    func validate() throws {
        _ = try page()
    }

    /// The page.
    func page() throws -> Page {
        guard let page = Page(after: after, limit: limit) else { throw ValidationError("--limit takes 1 to 1000") }
        return page
    }
}

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
        try print(list, list.ids.map { "\(done) \($0)" }.joined(separator: "\n"))
    }
}

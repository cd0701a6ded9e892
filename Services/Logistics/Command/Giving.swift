internal import Eventing
internal import LogisticsService
internal import Postgres
internal import Runtime

// How commands are given, and answers printed.

extension ServiceOptions {
    /// Reads from the service's schema, in a transaction that writes nothing.
    func read<Value: Sendable>(
        _ body: (LogisticsService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await withService(LogisticsService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { try await body(service, $0) }
        }
    }

    /// Performs a command in a transaction of its own, as somebody.
    func perform<Value: Sendable>(
        as actor: some ActingOptions,
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await withService(LogisticsService.self, by: actor) { service, workbench, context in
            try await workbench.perform { try await command(service, context, $0) }
        }
    }

    /// Gives a command about a list, and prints what it was about.
    func give(
        _ actor: some ActingOptions, _ done: String,
        _ command: (LogisticsService, CommandContext, PostgresTransaction) async throws -> Told<IDList>
    ) async throws {
        let list = try await perform(as: actor, command)
        try print(list, list.ids.map { "\(done) \($0)" }.joined(separator: "\n"))
    }
}

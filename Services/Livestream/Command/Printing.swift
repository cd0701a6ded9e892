public import ArgumentParser
internal import Eventing
public import LivestreamDomain
internal import LivestreamService
internal import Postgres
internal import Runtime
internal import Vocabulary

extension ServiceOptions {
    /// Reads from the service's schema, in a transaction that writes nothing.
    func read<Value: Sendable>(
        _ body: (LivestreamService, PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await withService(LivestreamService.self) { service, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { try await body(service, $0) }
        }
    }

    /// Performs a command in a transaction of its own, as somebody.
    func perform<Value: Sendable>(
        as actor: some ActingOptions,
        _ command: (LivestreamService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        try await withService(LivestreamService.self, by: actor) { service, workbench, context in
            try await workbench.perform { try await command(service, context, $0) }
        }
    }
}

extension EpisodeState: ExpressibleByArgument {}

extension Quantity {
    /// For people: `500000 g`.
    var words: String { "\(amount) \(unit.rawValue)" }
}

extension Price {
    /// For people: `7.80 / 500g`.
    var words: String { "\(fen.inYuan) / \(per.rawValue)" }
}

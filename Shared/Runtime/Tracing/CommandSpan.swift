internal import ArgumentParser
internal import Logging
internal import Tracing

extension ServiceSettings {
    /// Does what a command changes as one span, which the events that it tells come from, and sends that to the collector
    /// before the program ends.
    /// - Parameter name: the command's words.
    func traced<Value: Sendable>(
        _ name: String, of service: String, _ body: () async throws -> Value
    ) async throws -> Value {
        guard let tracing else { return try await body() }
        let traces = ServiceTracing.start(tracing, service: service, logger: Logger(label: service))
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(
                try await withSpan("command \(name)", context: .topLevel) { span in try await end(span, with: body) })
        } catch {
            outcome = .failure(error)
        }
        await traces.exporter.flush()
        return try outcome.get()
    }

    /// Notes with which code the program exits, by OpenTelemetry's conventions for programs.
    private func end<Value>(_ span: any Span, with body: () async throws -> Value) async throws -> Value {
        do {
            let value = try await body()
            span.attributes["process.exit.code"] = Int64(0)
            return value
        } catch {
            span.attributes["process.exit.code"] = Int64(ServiceOptions.exitCode(for: error).rawValue)
            span.setStatus(SpanStatus(code: .error))
            throw error
        }
    }
}

/// The words by which a command is called: `payout release`.
struct CommandWords: CustomStringConvertible {
    let description: String

    /// Reads them from a program's arguments: they end where an option or an argument begins, such as an id or a file.
    init(_ arguments: some Collection<String>) {
        let words = arguments.dropFirst().prefix { argument in
            argument.first?.isLetter == true
                && argument.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
                }
        }
        description = words.prefix(Self.deepest).joined(separator: " ")
    }

    /// `events parked replay`: no command lies deeper.
    private static let deepest = 3
}

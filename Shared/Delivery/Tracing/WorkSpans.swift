public import Eventing
public import Postgres
public import Tracing

/// The spans of pieces of work that are done together, each in the trace that it belongs to.
///
/// A piece in a trace that is not recorded has none, nor has one without a trace, unless it begins one. While no tracer is
/// there, none is made at all.
public struct WorkSpans: Sendable {
    /// One for each piece, in their order; empty while no tracer is there.
    private let spans: [(any Span)?]

    /// Starts the spans.
    /// - Parameters:
    ///   - pieces: what is done together.
    ///   - trace: which place a piece comes from: its span's parent.
    ///   - begins: whether a piece that comes from nowhere begins a trace.
    ///   - describe: the name of a piece's span, and what distinguishes it.
    public init<Piece>(
        _ pieces: [Piece], ofKind kind: SpanKind, from trace: (Piece) -> TraceContext?, begins: Bool = false,
        _ describe: (Piece) -> (name: String, attributes: SpanAttributes)
    ) {
        let tracer = InstrumentationSystem.tracer
        guard !(tracer is NoOpTracer) else {
            spans = []
            return
        }
        spans = pieces.map { piece in
            let trace = trace(piece)
            guard trace?.isSampled ?? begins else { return nil }
            let (name, attributes) = describe(piece)
            let span = tracer.startAnySpan(name, context: trace?.instrumentation ?? .topLevel, ofKind: kind)
            span.attributes = attributes
            return span
        }
    }

    /// Whether nothing is recorded.
    public var isEmpty: Bool { spans.allSatisfy { $0 == nil } }

    /// Where a piece's own work stands: in its span, or nil if it has none.
    public func place(_ index: Int) -> TraceContext? {
        spans.isEmpty ? nil : spans[index]?.context.trace
    }

    /// The work has had its effect.
    public func end() {
        for case let span? in spans { span.end() }
    }

    /// The work has its effect once a transaction is committed.
    public func end(afterCommitOf transaction: PostgresTransaction) {
        if !isEmpty { transaction.afterCommit { end() } }
    }

    /// The work had no effect.
    public func fail(_ error: any Error) {
        for case let span? in spans {
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error))
            span.end()
        }
    }
}

public import Instrumentation
internal import Vocabulary

/// The place of a piece of work in a distributed trace (W3C Trace Context, level 1).
///
/// A task's own stands in its `InstrumentationContext`, where tracers put it and find it, and nowhere else.
public struct TraceContext: Sendable, Hashable {
    /// The trace, the same for all that one order or command brings about: 128 bits, not all zero.
    public let traceID: TraceID
    /// The piece of work within it: 64 bits, not zero.
    public let spanID: UInt64
    /// Whether the trace is recorded.
    public let isSampled: Bool

    /// The 128 bits that name a trace.
    public struct TraceID: Sendable, Hashable, CustomStringConvertible {
        let high: UInt64
        let low: UInt64

        /// 32 hexadecimal digits in lower case.
        public var description: String {
            hexadecimal(high) + hexadecimal(low)
        }
    }

    /// What the current task works for.
    public static var current: TraceContext? { InstrumentationContext.current?.trace }

    /// Starts a trace.
    /// - Parameter isSampled: whether it is recorded.
    public static func begin(isSampled: Bool = true) -> TraceContext {
        let identifier = TraceID(high: .random(in: 1...UInt64.max), low: .random(in: 1...UInt64.max))
        return TraceContext(traceID: identifier, spanID: .random(in: 1...UInt64.max), isSampled: isSampled)
    }

    /// The next piece of work in the same trace.
    public func child() -> TraceContext {
        TraceContext(traceID: traceID, spanID: .random(in: 1...UInt64.max), isSampled: isSampled)
    }
}

extension TraceContext {
    /// What tracers take for the parent of a span at this place.
    public var instrumentation: InstrumentationContext {
        var context = InstrumentationContext.topLevel
        context.trace = self
        return context
    }

    /// Does work at this place.
    public func asCurrent<Value>(_ work: () throws -> Value) rethrows -> Value {
        try InstrumentationContext.withValue(instrumentation, operation: work)
    }

    /// Does work at this place.
    public func asCurrent<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async rethrows -> Value {
        try await InstrumentationContext.withValue(instrumentation, isolation: isolation, operation: work)
    }

    /// The bits of a span's id as 16 hexadecimal digits in lower case.
    public var spanIdentifier: String { hexadecimal(spanID) }
}

private enum TraceKey: InstrumentationContextKey {
    typealias Value = TraceContext
    static let nameOverride: String? = "traceparent"
}

extension InstrumentationContext {
    /// The place in a trace.
    public var trace: TraceContext? {
        get { self[TraceKey.self] }
        set { self[TraceKey.self] = newValue }
    }
}

extension TraceContext: LosslessStringConvertible {
    /// The header's form: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`.
    public var description: String {
        "00-\(traceID)-\(hexadecimal(spanID))-\(isSampled ? "01" : "00")"
    }

    /// Reads the header's form of this or a later version; nil for anything else.
    public init?(_ text: String) {
        let dash = UInt8(ascii: "-")
        let bytes = Array(text.utf8)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = word(bytes[0..<2]), let flags = word(bytes[53..<55]),
            let high = word(bytes[3..<19]), let low = word(bytes[19..<35]), let spanID = word(bytes[36..<52]),
            high | low != 0, spanID != 0, version != 0xff,
            // A later version may have more behind it.
            bytes.count == 55 || version > 0 && bytes[55] == dash
        else { return nil }
        self.init(traceID: TraceID(high: high, low: low), spanID: spanID, isSampled: flags & 1 == 1)
    }
}

/// Reads hexadecimal digits, 16 at most.
private func word(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var word: UInt64 = 0
    for digit in digits {
        guard let value = hexadecimalValue(of: digit) else { return nil }
        word = word << 4 | value
    }
    return word
}

extension EventEnvelope {
    /// The place that told it; nil if it tells none that can be read.
    public var trace: TraceContext? { traceparent.flatMap { TraceContext($0) } }
}

private func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}

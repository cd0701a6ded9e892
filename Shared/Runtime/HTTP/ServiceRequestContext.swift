internal import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Tracing

/// What belongs to one request.
struct ServiceRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Whether whoever asks is on this machine.
    let isFromLoopback: Bool

    init(source: Source) {
        coreContext = .init(source: source)
        isFromLoopback = source.channel.remoteAddress?.isLoopback ?? false
    }

    /// Bodies beyond this are refused; in bytes.
    static let longestBody = 1024 * 1024
    var maxUploadSize: Int { Self.longestBody }
}

/// Continues the caller's trace, or begins one, and lets logs and events know it.
struct TraceMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        let caller = request.headers[named: OTLPTracer.header].flatMap { TraceContext($0) }
        let tracer = InstrumentationSystem.tracer
        // Whoever makes no spans hands the caller's place on as it is; what begins here is recorded nowhere.
        if tracer is NoOpTracer {
            return try await (caller ?? .begin(isSampled: false)).asCurrent { try await next(request, context) }
        }
        return try await withSpan(
            "\(request.method)", context: caller?.instrumentation ?? .topLevel, ofKind: .server
        ) { span in
            let response = try await next(request, context)
            describe(span, request, context, response)
            return response
        }
    }

    /// By the names of OpenTelemetry's conventions for HTTP.
    private func describe(
        _ span: any Span, _ request: Request, _ context: ServiceRequestContext, _ response: Response
    ) {
        guard span.isRecording else { return }
        let route = context.endpointPath ?? ""
        span.operationName = "\(request.method) \(route)"
        span.attributes = [
            "http.request.method": .string("\(request.method)"), "http.route": .string(route),
            "http.response.status_code": .int64(Int64(response.status.code)), "url.path": .string(request.uri.path),
        ]
        if response.status.code >= 500 { span.setStatus(SpanStatus(code: .error)) }
    }
}

/// Answers every error as a problem, and writes down those that the caller has no part in.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = noSuchRoute(error, request) ?? Problem(error) ?? internalProblem(error, context)
            return try Response(problem)
        }
    }

    /// The router says no more than that it found nothing.
    private func noSuchRoute(_ error: any Error, _ request: Request) -> Problem? {
        guard let error = error as? HTTPError, error.status == .notFound else { return nil }
        return Problem(
            404, "no-such-route", "there is no \(request.method) \(request.uri.path); look at the path and the method")
    }

    private func internalProblem(_ error: any Error, _ context: ServiceRequestContext) -> Problem {
        context.logger.error("a request failed", metadata: ["reason": "\(error)"])
        return Problem(
            500, "internal", "the service failed; send the request again, with its key, or tell the operator")
    }
}

extension SocketAddress {
    /// Whether it is in 127.0.0.0/8, or is ::1, or the former as a socket of IPv6 sees it.
    fileprivate var isLoopback: Bool {
        guard let text = ipAddress else { return false }
        return text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
    }
}

internal import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// What belongs to one request.
struct ServiceRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: Source) {
        coreContext = .init(source: source)
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
        let caller = HTTPField.Name("traceparent").flatMap { request.headers[$0] }.flatMap { TraceContext($0) }
        let trace = caller?.child() ?? .begin()
        return try await TraceContext.$current.withValue(trace) {
            try await next(request, context)
        }
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

internal import CoreMetrics
internal import HTTPTypes
internal import Hummingbird
import Synchronization

/// Measures how long requests take, by route and status.
final class RequestMetrics: RouterMiddleware {
    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    /// The name of the histogram is `throughtrain_http_request_seconds`.
    private static let label = "throughtrain_http_request"
    static let description = MetricDescription(
        label, help: "How long requests took to be answered, by method, route and status, in seconds.")

    private let registry: PrometheusRegistry
    /// As many as there are routes and statuses: looked up here, since the registry would write out the labels each time.
    private let timers = Mutex<[Key: any TimerHandler]>([:])

    init(_ registry: PrometheusRegistry) {
        self.registry = registry
    }

    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        // Errors have become problems by here.
        let response = try await next(request, context)
        let key = Key(
            method: request.method.rawValue, route: context.endpointPath ?? "none", status: response.status.code)
        timer(key).recordNanoseconds(Int64((ContinuousClock.now - start) / .nanoseconds(1)))
        return response
    }

    private func timer(_ key: Key) -> any TimerHandler {
        timers.withLock { timers in
            if let timer = timers[key] { return timer }
            let timer = registry.makeTimer(
                label: Self.label,
                dimensions: [("method", key.method), ("route", key.route), ("status", "\(key.status)")])
            timers[key] = timer
            return timer
        }
    }
}

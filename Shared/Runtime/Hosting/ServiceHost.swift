internal import AMQP
internal import Delivery
internal import Eventing
internal import Hummingbird
internal import Logging
internal import Postgres
internal import ServiceLifecycle
internal import UnixSignals
internal import Vocabulary

/// Runs one instance of a service until it is told to stop: database, publisher, relay, its share of the work, and HTTP, in
/// this order, and stops them in the opposite one.
struct ServiceHost<Hosted: HostedService>: Sendable {
    let parts: ServiceParts<Hosted>
    let tracing: ServiceTracing?

    /// How long a stop may take before what still runs is cancelled.
    static var maximumStop: Duration { .seconds(8) }

    init(_ settings: ServiceSettings) {
        parts = ServiceParts(settings)
        tracing = settings.tracing.map { [logger = parts.logger] in
            ServiceTracing.start($0, service: Hosted.name, logger: logger)
        }
        tracing?.addMetrics(to: parts.metrics)
    }

    func run() async throws {
        FreedMemory.limit()
        _ = try parts.settings.access.requiredKeysFile()
        try await parts.tokens?.readKeys()
        if !Hosted.personalTables.isEmpty { _ = try parts.workbench.personalKeys() }
        let preparation = Task {
            do {
                try await parts.prepare()
            } catch {
                if !Task.isCancelled {
                    parts.logger.error("the service cannot be prepared", metadata: ["reason": "\(error)"])
                }
                // A listener that is ended before it listens takes the process down before anybody is told why.
                await parts.isServing.wait(atMost: .seconds(30))
                throw error
            }
        }
        // The first to start is the last to stop, so that what the others do at their stop is traced as well.
        let exporter: [any Service] = tracing.map { [$0.exporter] } ?? []
        let services: [any Service] =
            exporter + [
                Preparing(preparation: preparation),
                Closing { await parts.pool.close() },
                Closing { await parts.publisher.close() },
                Stopping(after: preparation) {
                    await parts.relay.run()
                } stop: {
                    parts.relay.stop()
                },
                Stopping(after: preparation) {
                    await parts.work()
                } stop: {
                    parts.stopWork()
                },
                Cancelling(after: preparation) { await parts.maintain() },
                Cancelling(after: preparation) { await parts.watchBacklog() },
                Cancelling(after: preparation) { await FreedMemory.giveBack() },
                Cancelling(after: preparation) { await parts.selfAudit.run() },
                parts.application(),
                Closing { parts.readiness.wait(for: "service", because: "stopping") },
            ]
        // What fails has the others stopped in their order. A listener that is cancelled instead takes the process down if
        // somebody calls at that moment.
        let members = services.map {
            ServiceGroupConfiguration.ServiceConfiguration(
                service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
        }
        var configuration = ServiceGroupConfiguration(
            services: members, gracefulShutdownSignals: [.sigterm, .sigint], logger: parts.logger)
        configuration.maximumGracefulShutdownDuration = Self.maximumStop
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Ends the service if it cannot be prepared. The others wait for the stop that this brings.
private struct Preparing: Service {
    var preparation: Task<Void, any Error>

    func run() async throws {
        do {
            try await preparation.value
        } catch {
            // A stop that came first is no failure.
            if !preparation.isCancelled { throw error }
        }
        try? await gracefulShutdown()
    }
}

/// Does nothing until the stop, then closes something.
private struct Closing: Service {
    var close: @Sendable () async -> Void

    func run() async throws {
        try? await gracefulShutdown()
        await close()
    }
}

/// Runs something that returns in its own time once it is told to stop.
private struct Stopping: Service {
    var preparation: Task<Void, any Error>
    var body: @Sendable () async -> Void
    var stop: @Sendable () -> Void

    init(
        after preparation: Task<Void, any Error>, _ body: @escaping @Sendable () async -> Void,
        stop: @escaping @Sendable () -> Void
    ) {
        self.preparation = preparation
        self.body = body
        self.stop = stop
    }

    func run() async throws {
        guard await preparation.isDone() else { return }
        await withGracefulShutdownHandler {
            await body()
        } onGracefulShutdown: {
            stop()
        }
    }
}

/// Runs something that may be cancelled at any point.
private struct Cancelling: Service {
    var preparation: Task<Void, any Error>
    var body: @Sendable () async -> Void

    init(after preparation: Task<Void, any Error>, _ body: @escaping @Sendable () async -> Void) {
        self.preparation = preparation
        self.body = body
    }

    func run() async throws {
        guard await preparation.isDone() else { return }
        await cancelWhenGracefulShutdown { await body() }
        // A body that has nothing to do must not end the service, as its return would.
        try? await gracefulShutdown()
    }
}

extension Task where Success == Void, Failure == any Error {
    /// Waits for the end, and whether it is a good one. Otherwise waits for the stop, which ends this as well.
    fileprivate func isDone() async -> Bool {
        await withTaskCancellationOrGracefulShutdownHandler {
            do {
                try await value
                return true
            } catch {
                try? await gracefulShutdown()
                return false
            }
        } onCancelOrGracefulShutdown: {
            cancel()
        }
    }
}

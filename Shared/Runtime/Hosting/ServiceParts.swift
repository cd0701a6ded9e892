internal import AMQP
internal import Delivery
internal import Eventing
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import Postgres
internal import Vocabulary

/// The parts of one running service, made from its settings and joined.
struct ServiceParts<Hosted: HostedService>: Sendable {
    let settings: ServiceSettings
    let logger: Logger
    let readiness = Readiness()
    /// Tells once that HTTP is served.
    let isServing = Wakeup()
    let backlog = BacklogWatch()
    let metrics = PrometheusRegistry(describing: [RequestMetrics.description])
    let pool: PostgresPool
    let publisher: AMQPPublisher
    let consumer: AMQPConsumer
    let relay: Relay
    let pump: Pump
    let refillDesk: RefillDesk
    let refillAsker: RefillAsker
    let partnerRelay: PartnerRelay
    let deadlines: DeadlineWorker
    let membership: Membership
    let selfAudit: SelfAudit<Hosted>
    let workbench: Workbench
    let hosted: Hosted
    /// Nil where no keys are named, which ``ServiceHost`` refuses to serve with.
    let tokens: TokenReader?

    init(_ settings: ServiceSettings) {
        self.settings = settings
        var logger = Logger(label: Hosted.name)
        logger.logLevel = settings.logLevel
        self.logger = logger
        var poolConfiguration = settings.poolConfiguration
        poolConfiguration.observer = { [readiness] in readiness.note($0) }
        pool = PostgresPool(configuration: poolConfiguration)
        let wakeup = Wakeup()
        workbench = settings.workbench(pool: pool, wakeup: wakeup, logger: logger)
        hosted = Hosted(workbench)
        tokens = settings.access.keysFile.map {
            TokenReader(keysFile: $0, trusting: settings.access.authority, logger: logger)
        }
        let subscription = hosted.subscription(settings.partitioning)
        publisher = AMQPPublisher(settings.rabbitmq, topology: subscription.topology)
        consumer = AMQPConsumer(settings.rabbitmq, topology: subscription.topology, prefetch: Pump.prefetch)
        relay = Relay(
            service: Hosted.name, database: settings.postgres, publisher: publisher,
            publications: Hosted.publications, partitioning: settings.partitioning, wakeup: wakeup, logger: logger)
        pump = Pump(
            subscription: subscription, consumer: consumer, pool: pool, handlers: hosted.eventHandlers,
            log: workbench.log, patience: Hosted.patience, logger: logger)
        refillDesk = RefillDesk(
            subscription: subscription, database: settings.postgres, broker: settings.rabbitmq, publisher: publisher,
            publications: Hosted.publications, eventsPerSecond: settings.refillRate, logger: logger)
        refillAsker = RefillAsker(service: Hosted.name, pool: pool, publisher: publisher, logger: logger)
        partnerRelay = PartnerRelay(
            service: Hosted.name, database: settings.postgres, publisher: publisher, facts: Hosted.facts, logger: logger
        )
        deadlines = DeadlineWorker(
            pool: pool, log: workbench.log, handlers: hosted.deadlineHandlers,
            now: { [clock = workbench.clock] in clock.now() }, logger: logger)
        membership = Membership(
            database: settings.postgres, partitions: settings.partitioning.count, pump: pump,
            soleWork: [
                SoleWork { [deadlines] in await deadlines.run() },
                SoleWork { [refillAsker] in await refillAsker.run() },
                SoleWork { [refillDesk] in await refillDesk.run() },
                SoleWork { [partnerRelay] in await partnerRelay.run() },
                SoleWork { [pool, logger] in
                    await ChainSealer(Hosted.allChains, pool: pool, logger: logger).run()
                },
            ]
                + hosted.backgroundTasks.map { task in
                    SoleWork { [logger] in await task.run(ownURL: settings.ownURL, logger: logger) }
                },
            logger: logger)
        selfAudit = SelfAudit(
            ServiceAudit(hosted: hosted, pool: pool), every: settings.auditInterval, metrics: metrics, logger: logger,
            isLeading: { [membership] in membership.currentStatus.held.contains(0) })
        readiness.wait(for: "schema", because: "not looked at yet")
    }

    /// Waits for the database, sees that the schema is this program's, and makes the partitions of these days.
    /// - Throws: when the schema is another one's; waiting would not mend that.
    func prepare() async throws {
        var backoff = Backoff()
        while true {
            do {
                let unknown = try await ServiceSchema<Hosted>(settings, pool: pool).verify()
                if !unknown.isEmpty {
                    logger.notice(
                        "the schema is a newer program's, which lets this one work on it",
                        metadata: ["steps": "\(unknown.joined(separator: ", "))"])
                }
                try await expectPersonalKeys()
                try await DayPartitions.ensure(in: pool)
                return readiness.found("schema")
            } catch let error as PostgresError where error.isUnavailability {
                readiness.wait(for: "schema", because: "\(error)")
                logger.warning("waiting for the database", metadata: ["reason": "\(error)"])
                try await Task.sleep(for: backoff.next())
            }
        }
    }

    /// Sees that all personal data can be read and found. What is kept under a key that is missing would be noticed only
    /// by who asks for it.
    private func expectPersonalKeys() async throws {
        if Hosted.personalTables.isEmpty { return }
        let keys = try workbench.personalKeys()
        try await pool.withTransaction(readOnly: true) { transaction in
            try await PersonalKeyRegister(in: transaction).expectAll(of: Hosted.personalTables, in: keys)
        }
    }

    /// Works this instance's share of the partitions until it is stopped.
    func work() async {
        async let belonging: Void = membership.run()
        await pump.run()
        await belonging
        await consumer.close()
    }

    /// Lets ``work()`` return once what is in hand is done.
    func stopWork() {
        membership.stop()
        pump.stop()
    }

    /// Makes the partitions of the days to come, drops those of days long past, and forgets plans that nobody ran, once an
    /// hour.
    func maintain() async {
        while !Task.isCancelled {
            do {
                try await DayPartitions.ensure(in: pool)
                try await DayPartitions.drop(
                    keepingLogFor: settings.logDays, publications: Hosted.publications, in: pool)
                try await pool.withTransaction { transaction in
                    try await ParkedPlans(in: transaction).forgetUnused(at: workbench.clock.now())
                }
            } catch {
                if Task.isCancelled { return }
                logger.error("the tables of days and plans are not kept up", metadata: ["reason": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    /// Looks at what of the log has not left, for the metrics.
    func watchBacklog() async {
        while !Task.isCancelled {
            await backlog.look(at: pool)
            try? await Task.sleep(for: BacklogWatch.interval)
        }
    }

    /// The HTTP server with the service's routes and those of every service.
    func application() -> some ApplicationProtocol {
        let router = Router(context: ServiceRequestContext.self)
        router.addMiddleware {
            RequestMetrics(metrics)
            TraceMiddleware()
            ProblemMiddleware()
        }
        addMetrics()
        router.addProbeRoutes(for: settings.probes, metrics: metrics, missing: { missing })
        let limits = settings.httpLimits
        let allowance =
            limits.requestsPerSecond > 0 ? CallerAllowance(requestsPerSecond: limits.requestsPerSecond) : nil
        let routes = Routes(router, workbench, Gate(reader: tokens, allowance: allowance))
        hosted.addRoutes(to: routes)
        routes.refuseOtherMethods()
        return Application(
            router: router, server: .http1(configuration: limits.channel),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.httpHost, port: settings.httpPort), serverName: Hosted.name,
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
            onServerRunning: { [isServing] _ in isServing.signal() }, logger: logger)
    }

    /// What the service waits for before it takes work.
    var missing: [String] {
        var missing = readiness.missing(holding: pool.usage)
        if publisher.state != .connected { missing.append("publisher: \(publisher.state)") }
        if consumer.state != .connected { missing.append("consumer: \(consumer.state)") }
        return missing
    }
}

extension HTTPLimits {
    /// How each connection is set up.
    fileprivate var channel: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestArrival(self)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes, maxHeaderFieldCount: 200))
    }
}

extension ServiceSettings {
    var poolConfiguration: PoolConfiguration {
        PoolConfiguration(connection: postgres, maximumConnections: postgresPoolSize)
    }

    /// Where the service reaches itself.
    fileprivate var ownURL: String {
        // One that listens on every address of the machine is there on the loopback one.
        let host = ["0.0.0.0", "::"].contains(httpHost) ? "127.0.0.1" : httpHost
        return "http://\(host):\(httpPort)"
    }
}

internal import Delivery
public import Eventing
internal import Logging
public import Postgres
public import Runtime
internal import Synchronization
public import Vocabulary

/// A service over a schema of its own, migrated and empty, in a database of its own on the tests' server.
public final class LiveSchema<Hosted: HostedService>: Sendable {
    /// What the service works with.
    public let workbench: Workbench
    /// The service.
    public let service: Hosted
    /// The simulated time's file.
    private let clock: SettableClock
    /// The keys of personal data.
    private let keys: SettableKeys
    private let database: MigratedDatabase

    /// Connections of the server's administrator, by which a test looks at all there is and does what no service may. The
    /// service's own, of the workbench, have the rights of its role.
    public var administration: PostgresPool { database.pool }

    /// Makes the schema. Its time stands at noon of 2019-07-07 in Asia/Shanghai and flows from there.
    public init() async throws {
        database = try await MigratedDatabase(of: Hosted.name, maximumConnections: 2) { try await Self.migrate($0) }
        clock = SettableClock()
        clock.set(.example())
        keys = try SettableKeys()
        workbench = Workbench(
            pool: PostgresPool(
                configuration: PoolConfiguration(
                    connection: Self.roles.serving(database.configuration), maximumConnections: 6,
                    // Many tests connect at the same time, while the server copies databases.
                    leaseTimeout: .seconds(30))),
            log: EventLog(partitioning: Partitioning(count: 4), wakeup: Wakeup()),
            clock: DomainClock(file: clock.path), logger: Logger(label: Hosted.name),
            personalKeys: PersonalKeyRing(file: keys.path, logger: Logger(label: Hosted.name)))
        service = Hosted(workbench)
    }

    private static var roles: ServiceRoles { ServiceRoles(service: Hosted.name) }

    private static func migrate(_ administrator: PostgresConfiguration) async throws {
        try await roles.make(in: administrator)
        let configuration = roles.serving(administrator)
        let pool = PostgresPool(configuration: PoolConfiguration(connection: configuration, maximumConnections: 1))
        let outcome: Result<Void, any Error>
        do {
            try await ServiceSchema<Hosted>(configuration, pool: pool, isSimulated: true)
                .migrate(as: roles.owning(administrator), keepingLogFor: 400)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await pool.close()
        try outcome.get()
    }

    /// Runs a test on a schema, and drops it afterwards.
    public static func with<Value>(_ body: (LiveSchema) async throws -> Value) async throws -> Value {
        await Turnstile.schemas.enter()
        do {
            let value = try await withOwnSchema(body)
            await Turnstile.schemas.leave()
            return value
        } catch {
            await Turnstile.schemas.leave()
            throw error
        }
    }

    private static func withOwnSchema<Value>(_ body: (LiveSchema) async throws -> Value) async throws -> Value {
        let schema = try await LiveSchema()
        do {
            let value = try await body(schema)
            try await schema.drop()
            return value
        } catch {
            try? await schema.drop()
            throw error
        }
    }

    private func drop() async throws {
        clock.remove()
        keys.remove()
        await workbench.pool.close()
        try await database.drop()
    }

    /// The file with the keys that the service keeps personal data under.
    public var personalKeysFile: String { keys.path }

    /// Moves the service's time.
    public func setTime(_ instant: Instant) {
        clock.set(instant)
    }

    /// Hands a batch to the service's handlers as the pump does: what is known is skipped, and what is told is logged.
    /// - Returns: how many events took effect.
    @discardableResult
    public func deliver(_ events: [EventEnvelope]) async throws -> Int {
        try await workbench.pool.withTransaction { transaction in
            try await service.eventHandlers.receive(events, log: workbench.log, in: transaction)
        }
    }

    /// Works the deadlines that have passed at an instant, until a condition holds.
    /// - Returns: whether it came to hold.
    public func workDeadlines(at instant: Instant, until condition: () async throws -> Bool) async throws -> Bool {
        let worker = DeadlineWorker(
            pool: workbench.pool, log: workbench.log, handlers: service.deadlineHandlers, now: { instant },
            logger: workbench.logger)
        let running = Task { await worker.run() }
        let outcome: Result<Bool, any Error>
        do { outcome = .success(try await eventually(condition)) } catch { outcome = .failure(error) }
        running.cancel()
        await running.value
        return try outcome.get()
    }

    /// What the service has told so far, in order.
    public func told() async throws -> [EventEnvelope] {
        try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await transaction.query(
                """
                SELECT id, aggregate, type, subject, subject_version, logged_at, causation_id, correlation_id,
                    traceparent, convert_to(data, 'UTF8')
                FROM event_log ORDER BY position
                """
            ).decode(
                UUIDv7.self, String.self, String.self, String.self, Int32.self, Instant.self, UUIDv7?.self,
                UUIDv7?.self, String?.self, [UInt8].self
            ).map { id, aggregate, type, subject, version, time, causation, correlation, trace, data in
                EventEnvelope(
                    id: id, source: EventSource(Hosted.name, aggregate), type: type, subject: subject,
                    subjectVersion: version, time: time, causationID: causation, correlationID: correlation,
                    traceparent: trace, data: data)
            }
        }
    }

    /// What the service has told of one type so far, in order.
    public func told<Body: Event>(_ type: Body.Type) async throws -> [Body] {
        try await told().filter { $0.type == Body.type.name }.map { try $0.decode(Body.self) }
    }

    /// The breaches that the service's own audit finds.
    public func breaches() async throws -> [String] {
        try await workbench.pool.withTransaction(isolation: .repeatableRead, readOnly: true) { transaction in
            try await service.audit(in: transaction).flatMap { check in check.breaches.map { "\(check.name): \($0)" } }
        }
    }
}

/// Makes envelopes as another service's relay would, with versions that count each subject.
public final class Teller: Sendable {
    private let versions = Mutex<[String: Int32]>([:])

    /// Has told nothing yet.
    public init() {}

    /// An envelope around what another service says.
    public func envelope<Body: Event>(_ body: Body, correlationID: UUIDv7? = nil) throws -> EventEnvelope {
        let version = versions.withLock { versions in
            versions["\(Body.type.source) \(body.subject)", default: 0] += 1
            return versions["\(Body.type.source) \(body.subject)"] ?? 1
        }
        return EventEnvelope(
            id: .make(), source: Body.type.source, type: Body.type.name, subject: body.subject,
            subjectVersion: version, time: .wallTime(), correlationID: correlationID, data: try body.encoded())
    }
}

internal import Delivery
internal import Logging
internal import Postgres

extension ServiceSettings {
    /// A workbench over a pool of these settings.
    func workbench(pool: PostgresPool, wakeup: Wakeup, logger: Logger) -> Workbench {
        Workbench(
            pool: pool, log: EventLog(partitioning: partitioning, wakeup: wakeup),
            clock: clockFile.map { DomainClock(file: $0) } ?? DomainClock(), logger: logger,
            personalKeys: personalKeysFile.map { PersonalKeyRing(file: $0, logger: logger) })
    }

    /// Works on a service's schema for the length of one command. What it appends is relayed by the running service.
    func withWorkbench<Value: Sendable>(
        for service: String, _ body: (Workbench) async throws -> Value
    ) async throws -> Value {
        let pool = PostgresPool(configuration: poolConfiguration)
        do {
            let value = try await body(workbench(pool: pool, wakeup: Wakeup(), logger: Logger(label: service)))
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }
}

extension ServiceOptions {
    /// Runs a command of a service that changes something, as the HTTP API would, and has it traced.
    /// - Parameter actor: who gives it.
    /// - Throws: what says to migrate first, when the schema is not this program's.
    public func withService<Hosted: HostedService, Value: Sendable>(
        _ service: Hosted.Type, by actor: some ActingOptions,
        _ body: (Hosted, Workbench, CommandContext) async throws -> Value
    ) async throws -> Value {
        let name = "\(CommandWords(CommandLine.arguments))"
        let settings = try await settings(for: Hosted.name)
        let acting = actor.acting
        // Before anything is looked at: who may not do it learns nothing.
        let caller = try await acting.caller(settings.access)
        return try await settings.traced(name, of: Hosted.name) {
            try await settings.withService(service) { hosted, workbench in
                let context = CommandContext(by: caller, reason: acting.reason, now: workbench.clock.now())
                return try await body(hosted, workbench, context)
            }
        }
    }

    /// Runs a command of a service that changes nothing.
    /// - Throws: what says to migrate first, when the schema is not this program's.
    public func withService<Hosted: HostedService, Value: Sendable>(
        _ service: Hosted.Type, _ body: (Hosted, Workbench) async throws -> Value
    ) async throws -> Value {
        try await settings(for: Hosted.name).withService(service, body)
    }
}

extension ServiceSettings {
    fileprivate func withService<Hosted: HostedService, Value: Sendable>(
        _ service: Hosted.Type, _ body: (Hosted, Workbench) async throws -> Value
    ) async throws -> Value {
        try await withWorkbench(for: Hosted.name) { workbench in
            try await ServiceSchema<Hosted>(self, pool: workbench.pool).verify()
            return try await body(Hosted(workbench), workbench)
        }
    }
}

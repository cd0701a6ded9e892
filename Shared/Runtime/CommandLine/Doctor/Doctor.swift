internal import AMQP
internal import Delivery
internal import Postgres
internal import Vocabulary

/// Looks at the parts that a service stands on, one by one.
struct Doctor<Hosted: HostedService> {
    var settings: ServiceSettings
    var workbench: Workbench

    /// The file that a simulated system's time stands in; nothing to look at where time goes by the wall.
    func clock() -> [Finding] {
        guard let file = settings.clockFile else { return [] }
        let now = DomainClock.content(settingTime: .wallTime()).filter { !$0.isNewline }
        do {
            let content = try FileContent.read(file)
            guard DomainClock.isTime(content) else { throw Ailment("\(file) has no time in it") }
            return [Finding("clock", "stands at \(workbench.clock.now()) by \(file)")]
        } catch {
            return [
                Finding(
                    "clock", fault: error is Ailment ? "\(error)" : "\(file) cannot be read: \(error)",
                    touches: "deadlines and business days: the service goes by the wall until the file is there",
                    command: "echo '\(now)' >\(file)")
            ]
        }
    }

    /// Without a connection, and without the tables, there is one thing to do about all that lies in them.
    func database() async -> [Finding] {
        let connection = await connection()
        guard connection.isWell else { return [connection] }
        let schema = await schema()
        guard schema.isWell else { return [connection, schema] }
        return await [connection, schema, rights(), relay(), parked(), gaps()] + personalData()
    }

    private func connection() async -> Finding {
        await look("database", touches: "everything: the service answers 503, and what it is told waits in its queues")
        {
            try await workbench.pool.execute("SELECT 1")
            return "answers at \(settings.postgres)"
        } mending: { error in
            let place = "--host=\(settings.postgres.host) --port=\(settings.postgres.port)"
            // Who was heard and turned away has another name, password or database to give.
            return "\(error)".contains("FATAL")
                ? "psql \(place) --username=\(settings.postgres.user) --dbname=\(settings.postgres.database)"
                : "pg_isready \(place)"
        }
    }

    private func schema() async -> Finding {
        await look("schema", touches: "everything: the service does not start") {
            try await ServiceSchema<Hosted>(settings, pool: workbench.pool).verify()
            return "is this program's"
        } mending: { error in
            switch error {
            case MigrationRefusal.newerSchema: return "docker compose pull \(Hosted.name)"
            case let error as SchemaError: return error.mending ?? "\(Hosted.name) migrate"
            default: return "\(Hosted.name) migrate"
            }
        }
    }

    private func relay() async -> Finding {
        let touches = "whoever listens to \(Hosted.name): what it does is not told"
        return await look("relay", touches: touches) {
            let waiting = try await RelayBacklog.measure(in: workbench.pool)
            guard let oldest = waiting.oldest else { return "all that was told has left" }
            guard oldest + ServiceAudit<Hosted>.longestWait > .wallTime() else {
                throw Ailment("\(waiting.events) events wait, the first since \(oldest)")
            }
            return "\(waiting.events) events are about to leave"
        } mending: { _ in
            "\(Hosted.name) events status"
        }
    }

    private func parked() async -> Finding {
        await look("parked events", touches: "the subjects of these events, which stand still") {
            let parked = try await inDelivery { try await $0.parked() }
            guard parked.isEmpty else { throw Ailment("\(parked.count) rest, the first is \(parked[0])") }
            return "none"
        } mending: { _ in
            "\(Hosted.name) events parked list"
        }
    }

    private func gaps() async -> Finding {
        await look("gaps", touches: "the subjects of the events that are missing, which stand still") {
            let gone = try await workbench.pool.withTransaction(readOnly: true) {
                try await RefillBook(in: $0).unfillable()
            }
            guard gone.isEmpty else { throw Ailment("\(gone.count) cannot be filled, the first is \(gone[0])") }
            return "none that cannot be filled"
        } mending: { _ in
            "\(Hosted.name) events status"
        }
    }

    private func inDelivery<Value>(_ body: (DeliveryAudit) async throws -> Value) async throws -> Value {
        try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await body(DeliveryAudit(of: Hosted.name, in: transaction))
        }
    }

    /// Looks at a part.
    /// - Parameters:
    ///   - touches: what cannot be done while it is amiss.
    ///   - mending: the one command for what was found.
    func look(
        _ part: String, touches: String, _ body: () async throws -> String, mending: (any Error) -> String
    ) async -> Finding {
        do {
            return Finding(part, try await body())
        } catch {
            return Finding(part, fault: "\(error)", touches: touches, command: mending(error))
        }
    }
}

/// What a part has that answers and is yet amiss.
struct Ailment: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres

/// `doctor`: says what keeps the service from working, and the one thing to do about it.
public struct DoctorCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "doctor",
            abstract: "Say what keeps the service from working, and what to do; exit 1 if anything does.",
            discussion: """
                \(Hosted.name) doctor --json
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks at each part in turn, and goes on past the ones that are amiss.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let findings = try await settings.withWorkbench(for: Hosted.name) { workbench in
            let doctor = Doctor<Hosted>(settings: settings, workbench: workbench)
            return await doctor.database() + doctor.broker()
        }
        if options.json {
            print(String(decoding: try Diagnosis(findings: findings).encoded(), as: UTF8.self))
        } else {
            for finding in findings {
                print("\(finding.isWell ? "ok   " : "fault") \(finding.part): \(finding.detail)")
            }
        }
        if !findings.allSatisfy(\.isWell) { throw ExitCode.failure }
    }
}

/// What was found of one part.
struct Finding: Record {
    var part: String
    var isWell: Bool
    /// How it is; where it is amiss, what to do.
    var detail: String

    init(_ part: String, isWell: Bool, _ detail: String) {
        self.part = part
        self.isWell = isWell
        self.detail = detail
    }

    init(_ fields: inout some FieldCoder, _ finding: Finding?) throws(EventFault) {
        part = try fields.field("part", finding?.part)
        isWell = try fields.field("ok", finding?.isWell)
        detail = try fields.field("detail", finding?.detail)
    }
}

/// All that was found.
struct Diagnosis: Record {
    var findings: [Finding]

    init(findings: [Finding]) {
        self.findings = findings
    }

    init(_ fields: inout some FieldCoder, _ diagnosis: Diagnosis?) throws(EventFault) {
        findings = try fields.field("findings", diagnosis?.findings)
    }
}

/// Looks at the parts that a service stands on.
private struct Doctor<Hosted: HostedService> {
    var settings: ServiceSettings
    var workbench: Workbench

    /// Without a connection, and without the tables, there is one thing to do about all that lies in them.
    func database() async -> [Finding] {
        let connection = await look("database") {
            try await workbench.pool.execute("SELECT 1")
            return "answers at \(settings.postgres)"
        }
        guard connection.isWell else { return [connection] }
        let schema = await schema()
        guard schema.isWell else { return [connection, schema] }
        return await [connection, schema, relay(), parked()]
    }

    func schema() async -> Finding {
        await look("schema") {
            try await ServiceSchema<Hosted>(settings, pool: workbench.pool).verify()
            return "is this program's"
        }
    }

    func relay() async -> Finding {
        await look("relay") {
            let waiting = try await RelayBacklog.measure(in: workbench.pool).events
            return waiting == 0
                ? "all that was told has left" : "\(waiting) events wait; a running service sends them"
        }
    }

    func parked() async -> Finding {
        await look("parked events") {
            let parked = try await inDelivery { try await $0.parked() }
            guard parked.isEmpty else { throw SchemaError("\(parked.count) rest, the first is \(parked[0])") }
            return "none"
        }
    }

    func broker() async -> [Finding] {
        let connection = await look("broker") {
            let version = try await settings.withAdministration { await $0.brokerVersion }
            let place = "\(settings.rabbitmq.host):\(settings.rabbitmq.port)"
            return "answers at \(place)" + (version.map { ", RabbitMQ \($0)" } ?? "")
        }
        guard connection.isWell else { return [connection] }
        do {
            let diff = try await settings.topologyDiff(of: Hosted.self)
            return [connection, listeners(diff), topology(diff)]
        } catch {
            return [connection, Finding("topology", isWell: false, "\(error)")]
        }
    }

    /// Who does not listen yet, by service, since each is started by itself.
    func listeners(_ diff: TopologyDiff) -> Finding {
        let missing = diff.findings.filter { $0.kind == .missingListener }
        guard !missing.isEmpty else {
            return Finding("listeners", isWell: true, "all \(diff.declared.listeners.count) queues are there")
        }
        var first: [TopologyStep: TopologyFinding] = [:]
        for finding in missing.reversed() { first[finding.mending] = finding }
        let services = diff.steps.compactMap { step in
            first[step].map { "\($0.subject) \($0.detail): \(step)" }
        }
        return Finding(
            "listeners", isWell: false,
            "\(missing.count) of \(diff.declared.listeners.count) queues are missing; "
                + services.joined(separator: "; "))
    }

    func topology(_ diff: TopologyDiff) -> Finding {
        let amiss = diff.findings.filter { $0.kind != .missingListener }
        guard let first = amiss.first else {
            return Finding(
                "topology", isWell: true, (["is as declared"] + diff.observed.unseen).joined(separator: "; not seen: "))
        }
        return Finding(
            "topology", isWell: false,
            "\(amiss.count) amiss, the first: \(first.subject) \(first.detail); "
                + "`\(Hosted.name) topology plan` says what mends them")
    }

    private func inDelivery<Value>(_ body: (DeliveryAudit) async throws -> Value) async throws -> Value {
        try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await body(DeliveryAudit(of: Hosted.name, in: transaction))
        }
    }

    private func look(_ part: String, _ body: () async throws -> String) async -> Finding {
        do {
            return Finding(part, isWell: true, try await body())
        } catch {
            return Finding(part, isWell: false, "\(error)")
        }
    }
}

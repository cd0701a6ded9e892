internal import AMQP
internal import Delivery

extension Doctor {
    /// The broker, who listens, and what is declared on it.
    func broker() async -> [Finding] {
        let touches = "what others are told and what is heard of them; orders are still taken, and wait"
        let connection = await look("broker", touches: touches) {
            let version = try await settings.withAdministration { await $0.brokerVersion }
            let place = "\(settings.rabbitmq.host):\(settings.rabbitmq.port)"
            return "answers at \(place)" + (version.map { ", RabbitMQ \($0)" } ?? "")
        } mending: { error in
            switch error {
            case AMQPError.authenticationRefused(let user): "rabbitmqctl change_password \(user)"
            case AMQPError.accessRefused: "\(Hosted.name) topology show --definitions"
            default: "rabbitmq-diagnostics check_port_connectivity"
            }
        }
        guard connection.isWell else { return [connection] }
        do {
            let diff = try await settings.topologyDiff(of: Hosted.self)
            return [connection, listeners(diff), topology(diff)]
        } catch {
            return [connection, unseen(error)]
        }
    }

    private func unseen(_ error: any Error) -> Finding {
        Finding(
            "topology", fault: "\(error)", touches: "whether events arrive cannot be said",
            command: "\(Hosted.name) topology show --definitions")
    }

    /// Who does not listen yet, by service, since each is started by itself.
    private func listeners(_ diff: TopologyDiff) -> Finding {
        let missing = diff.findings.filter { $0.kind == .missingListener }
        guard let first = missing.first else {
            return Finding("listeners", "all \(diff.declared.listeners.count) queues are there")
        }
        var ofEach: [TopologyStep: TopologyFinding] = [:]
        for finding in missing.reversed() { ofEach[finding.mending] = finding }
        let services = diff.steps.compactMap { step in
            ofEach[step].map { "\($0.subject) \($0.detail): \(step)" }
        }
        let listener = diff.declared.listeners.first { $0.queue == first.subject }?.subscriber ?? Hosted.name
        return Finding(
            "listeners",
            fault: "\(missing.count) of \(diff.declared.listeners.count) queues are missing; "
                + services.joined(separator: "; "),
            touches: "all listeners of \(Hosted.name): nothing is told to anyone until they are there",
            command: "\(listener) migrate")
    }

    private func topology(_ diff: TopologyDiff) -> Finding {
        let amiss = diff.findings.filter { $0.kind != .missingListener }
        guard let first = amiss.first else {
            return Finding("topology", (["is as declared"] + diff.observed.unseen).joined(separator: "; not seen: "))
        }
        let isOwn = amiss.allSatisfy { $0.mending.performer(with: diff.declared.rights) == .service }
        return Finding(
            "topology",
            fault: "\(amiss.count) amiss, the first: \(first.subject) \(first.detail)",
            touches: "events that go by what is amiss: they do not arrive, or arrive where they should not",
            command: "\(Hosted.name) topology \(isOwn ? "apply" : "plan")")
    }
}

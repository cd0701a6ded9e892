import Foundation
import Glibc
import LoadRig

/// Three nodes of RabbitMQ, of which the first one is the system's own.
final class BrokerCluster {
    private let system: RigSystem
    private let supervisor: Supervisor
    /// The node that was killed last.
    private var killed: Int?

    private static let nodes = [1, 2, 3]
    /// The programs that ask RabbitMQ take a second of computing each.
    private static let limit = Duration.seconds(300)

    init(system: RigSystem, supervisor: Supervisor) {
        self.system = system
        self.supervisor = supervisor
    }

    /// Starts two further nodes, and has each queue and each stream kept by all three. They stay until the system is thrown
    /// away.
    func grow() async throws {
        for node in Self.nodes.dropFirst() {
            try await system.script("rabbitmq", ["start", system.instance, "\(node)"])
            supervisor.add(node: node)
            let name = try await name(of: node)
            try await ask("queues", ["grow", name, "all", "--vhost-pattern", "throughtrain"])
            for stream in try await streams() {
                try await ask("streams", ["add_replica", "--vhost", "throughtrain", stream, name])
            }
        }
        try await awaitWhole()
    }

    /// The partners' histories.
    private func streams() async throws -> [String] {
        let queues = try await ask("ctl", ["list_queues", "--quiet", "-p", "throughtrain", "name", "type"])
        return queues.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: "\t")
            return words.last == "stream" ? words.first.map { String($0) } : nil
        }
    }

    /// Kills the node that leads most queues, but not the one that was killed last.
    func killLeader() async throws {
        let text = try await ask("ctl", ["list_queues", "--quiet", "-p", "throughtrain", "leader"])
        var queues: [Substring: Int] = [:]
        for name in text.split(whereSeparator: \.isNewline) { queues[name, default: 0] += 1 }
        var candidates: [(node: Int, queues: Int)] = []
        for node in Self.nodes where node != killed {
            candidates.append((node, queues[Substring(try await name(of: node)), default: 0]))
        }
        guard let leader = candidates.max(by: { $0.queues < $1.queues }), leader.queues > 0,
            let server = supervisor.node(leader.node)
        else { throw RigFault("no node leads a queue: \(queues)") }
        try await wait(for: "node \(leader.node) to be killed", within: Self.limit) { server.send(SIGKILL) }
        killed = leader.node
    }

    /// Waits until every node could be missed: all are there, and each queue is kept by enough of the others.
    func awaitWhole() async throws {
        try await wait(for: "all nodes of RabbitMQ to have joined", within: Self.limit, every: .seconds(1)) {
            for node in Self.nodes {
                guard supervisor.node(node)?.isUp == true else { return false }
                let check = ["-n", try await name(of: node), "check_if_node_is_quorum_critical"]
                guard (try? await system.script("rabbitmq", ["queues", system.instance] + check)) != nil else {
                    return false
                }
            }
            return true
        }
    }

    private func name(of node: Int) async throws -> String {
        try await system.script("rabbitmq", ["name", system.instance, "\(node)"])
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @discardableResult
    private func ask(_ program: String, _ arguments: [String]) async throws -> String {
        try await system.script("rabbitmq", [program, system.instance] + arguments)
    }
}

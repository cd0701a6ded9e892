import AMQP
import Delivery
import Eventing
import TestSupport
import Testing

@testable import Runtime

/// A broker on which two services have declared what they want, looked at by the management interface for one of them.
struct LookedAtBroker {
    let host: VirtualHost
    /// The service's own user, who has its rights.
    let user: AMQPConfiguration
    /// Works as the service.
    let service: AMQPAdministration
    /// Works as the administrator.
    let administrator: AMQPAdministration

    static let partitioning = Partitioning(count: 2)
    static let lot = EventSource("catalogue", "lot")
    static let order = EventSource("orders", "order")

    static let declared = DeclaredTopology(
        Subscription(subscriber: "catalogue", sources: [order], partitioning: partitioning),
        publications: [Publication(lot, to: ["orders"])])
    static let others = DeclaredTopology(
        Subscription(subscriber: "orders", sources: [lot], partitioning: partitioning),
        publications: [Publication(order, to: ["catalogue"])])

    static func with(_ body: (LookedAtBroker) async throws -> Void) async throws {
        try await VirtualHost.with { host in
            try await host.withUser(declared.rights) { user in
                let administrator = try await AMQPAdministration.connect(host.configuration)
                try await administrator.declare(declared.own)
                try await administrator.declare(others.own)
                let service = try await AMQPAdministration.connect(user)
                let broker = LookedAtBroker(host: host, user: user, service: service, administrator: administrator)
                try await body(broker)
                await service.close()
                await administrator.close()
            }
        }
    }

    /// What is found amiss.
    /// - Parameter management: as whom to look; the administrator unless given.
    func diff(as management: ManagementSettings? = nil) async throws -> TopologyDiff {
        let observed = try await ManagementAPI(settings: management ?? host.management).observe(
            virtualHost: host.configuration.virtualHost, rightsOf: user.user)
        return TopologyDiff(Self.declared, observed)
    }

    /// Looks until just this is amiss; the management interface shows some things a moment later.
    @discardableResult
    func finds(
        _ kinds: TopologyFinding.Kind..., at place: SourceLocation = #_sourceLocation
    ) async throws -> [TopologyFinding] {
        var findings: [TopologyFinding] = []
        _ = try await eventually {
            findings = try await diff().findings
            return findings.map(\.kind) == kinds
        }
        #expect(findings.map(\.kind) == kinds, sourceLocation: place)
        return findings
    }

    /// Takes all steps as the service, and returns what became of each.
    func mend(deletingOrphans: Bool = false) async throws -> [TopologyWork.Outcome] {
        let work = TopologyWork(service, deletesOrphans: deletingOrphans, losesMessages: false)
        var outcomes: [TopologyWork.Outcome] = []
        for step in try await diff().steps { outcomes.append(try await work.take(step)) }
        return outcomes
    }
}

internal import AMQP
internal import Delivery
internal import Eventing

extension HostedService {
    /// What it hears.
    func subscription(_ partitioning: Partitioning) -> Subscription {
        Subscription(subscriber: Self.name, sources: eventHandlers.sources, partitioning: partitioning)
    }
}

extension ServiceSettings {
    /// What a service wants on the bus. Nothing is asked for that.
    func declaredTopology<Hosted: HostedService>(of service: Hosted.Type) async throws -> DeclaredTopology {
        try await withWorkbench(for: Hosted.name) { workbench in
            DeclaredTopology(Hosted(workbench).subscription(partitioning), publications: Hosted.publications)
        }
    }

    /// Looks at the broker: by its management interface when there is one, else by AMQP alone.
    func observe(_ declared: DeclaredTopology) async throws -> ObservedTopology {
        if let management {
            return try await ManagementAPI(settings: management).observe(
                virtualHost: rabbitmq.virtualHost, rightsOf: rabbitmq.user)
        }
        return try await withAdministration { try await $0.observe(declared) }
    }

    /// Compares what a service wants on the bus with what is there.
    func topologyDiff<Hosted: HostedService>(of service: Hosted.Type) async throws -> TopologyDiff {
        let declared = try await declaredTopology(of: service)
        return TopologyDiff(declared, try await observe(declared))
    }

    /// Connects to the broker for the length of one command.
    func withAdministration<Value: Sendable>(
        _ body: (AMQPAdministration) async throws -> Value
    ) async throws -> Value {
        let administration = try await AMQPAdministration.connect(rabbitmq)
        do {
            let value = try await body(administration)
            await administration.close()
            return value
        } catch {
            await administration.close()
            throw error
        }
    }

    /// The definitions that give a service's user its rights.
    func definitions(for declared: DeclaredTopology) -> BusDefinitions {
        BusDefinitions(declared, user: rabbitmq.user, virtualHost: rabbitmq.virtualHost)
    }
}

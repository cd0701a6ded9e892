internal import AMQP
internal import Delivery
internal import Eventing
internal import Vocabulary

/// What an administrator does on the broker for partners.
struct PartnerDesk {
    private let api: ManagementAPI
    private var broker: AMQPConfiguration
    /// The service that tells them.
    private let service: String

    private var virtualHost: String { broker.virtualHost }

    /// Works at the desk as the administrator that the settings name.
    /// - Throws: ``SettingsError`` when they name none.
    init(_ settings: ServiceSettings, of service: String) throws(SettingsError) {
        guard let management = settings.management, let administrator = settings.administrator else {
            let key = settings.management == nil ? "rabbitmq.management-url" : "rabbitmq.administrator-user"
            throw SettingsError(faults: [
                .init(key: key, problem: "is missing, by which users and queues of partners are made on the broker")
            ])
        }
        broker = settings.rabbitmq
        (broker.user, broker.password) = (administrator.user, administrator.password)
        api = ManagementAPI(
            settings: ManagementSettings(
                url: management.url, user: administrator.user, password: administrator.password,
                authorityFile: management.authorityFile))
        self.service = service
    }

    /// Whether a partner has a user on the broker.
    func hasUser(_ address: PartnerAddress) async throws -> Bool {
        try await api.exists(at: "users", address.user)
    }

    /// Gives a partner's user a password, and makes the user if it is not there. It has no tag.
    func setPassword(_ password: String, of address: PartnerAddress) async throws {
        try await api.put(UserBody(password: password), at: "users", address.user)
    }

    /// Makes what a partner reads from, and gives it the right to read that.
    func open(_ address: PartnerAddress) async throws {
        try await api.put(PermissionBody(address.rights), at: "permissions", virtualHost, address.user)
        try await withBroker { try await $0.declare(address.topology(toldBy: service)) }
    }

    /// Ends that this service tells a partner. If no other one does, its queues go with all that they hold, and its user.
    /// - Returns: whether they went.
    func close(_ address: PartnerAddress) async throws -> Bool {
        let topology = address.topology(toldBy: service)
        try await withBroker { administration in
            for binding in topology.bindings { try await administration.unbind(binding) }
        }
        guard try await tellers(of: address).isEmpty else { return false }
        try await withBroker { administration in
            for queue in topology.queues { try await administration.delete(queue: queue.name) }
        }
        try await api.delete(at: "users", address.user)
        return true
    }

    /// The keys by which services still tell a partner.
    private func tellers(of address: PartnerAddress) async throws -> [String] {
        guard try await api.exists(at: "queues", virtualHost, address.queue) else { return [] }
        let bindings = try await api.get([SeenBinding].self, at: "queues", virtualHost, address.queue, "bindings")
        return (bindings ?? []).filter { $0.source == Subscription.partnerExchange }.map(\.routing_key)
    }

    /// An administrator may do nothing in a virtual host before it gives itself the right.
    private func withBroker(_ body: (AMQPAdministration) async throws -> Void) async throws {
        if try await !api.exists(at: "permissions", virtualHost, broker.user) {
            try await api.put(
                PermissionBody(
                    BusRights(
                        configure: "^partner\\..*$", write: "^partner\\..*$",
                        read: "^(partner\\..*|throughtrain\\.partner)$", topics: [])),
                at: "permissions", virtualHost, broker.user)
        }
        let administration = try await AMQPAdministration.connect(broker)
        do {
            try await body(administration)
        } catch {
            await administration.close()
            throw error
        }
        await administration.close()
    }
}

/// A binding as the management interface shows it.
private struct SeenBinding: Decodable {
    let source: String
    let routing_key: String
}

/// A user without a tag, as the management interface takes it.
private struct UserBody: Record {
    var password: String

    init(password: String) {
        self.password = password
    }

    init(_ fields: inout some FieldCoder, _ user: UserBody?) throws(EventFault) {
        password = try fields.field("password", user?.password)
        _ = try fields.field("tags", "")
    }
}

/// A user's permissions, as the management interface takes them.
private struct PermissionBody: Record {
    var configure: String
    var write: String
    var read: String

    init(_ rights: BusRights) {
        (configure, write, read) = (rights.configure, rights.write, rights.read)
    }

    init(_ fields: inout some FieldCoder, _ permission: PermissionBody?) throws(EventFault) {
        configure = try fields.field("configure", permission?.configure)
        write = try fields.field("write", permission?.write)
        read = try fields.field("read", permission?.read)
    }
}

internal import AMQP
internal import Delivery

extension ManagementAPI {
    /// Looks at a whole virtual host, and at what a user may do in it.
    /// - Parameter user: the service's user, who need not be the one that looks.
    func observe(virtualHost: String, rightsOf user: String) async throws -> ObservedTopology {
        guard let overview = try await get(ListedOverview.self, at: "overview") else {
            throw ManagementFault(
                "\(settings.url) refuses user \(settings.user) or its password: it needs the tag `management`")
        }
        var observed = ObservedTopology(version: overview.version)
        observed.exchanges = try await seen(
            get([ListedExchange].self, at: "exchanges", virtualHost), of: virtualHost
        ).compactMap(\.exchange)
        observed.queues = try await seen(
            get([ListedQueue].self, at: "queues", virtualHost, columns: ListedQueue.columns), of: virtualHost
        ).map(\.queue)
        observed.hasAllQueues = true
        let bindings = try await seen(get([ListedBinding].self, at: "bindings", virtualHost), of: virtualHost)
        observed.bindings = bindings.compactMap(\.binding)
        observed.exchangeBindings = bindings.compactMap(\.exchangeBinding)
        try await observeRights(of: user, in: virtualHost, into: &observed)
        observed.disabledFeatureFlags = try await get([ListedFeatureFlag].self, at: "feature-flags")?
            .filter { $0.state != "enabled" }.map(\.name)
        return observed
    }

    private func seen<Listed>(_ list: [Listed]?, of virtualHost: String) throws -> [Listed] {
        guard let list else {
            throw ManagementFault(
                "\(settings.url) does not show virtual host \(virtualHost) to user \(settings.user): grant it permissions there"
            )
        }
        return list
    }

    private func observeRights(
        of user: String, in virtualHost: String, into observed: inout ObservedTopology
    ) async throws {
        guard
            let permissions = try await get([ListedPermission].self, at: "users", user, "permissions"),
            let topics = try await get([ListedTopicPermission].self, at: "users", user, "topic-permissions"),
            let listed = try await get(ListedUser.self, at: "users", user)
        else {
            if settings.user == user { observed.userTags = try await get(ListedUser.self, at: "whoami")?.tags }
            observed.unseen.append(
                "the rights of \(user), which only an administrator sees: set rabbitmq.management-user and "
                    + "rabbitmq.management-password-file to have them looked at")
            return
        }
        let granted = permissions.first { $0.vhost == virtualHost }
        observed.userTags = listed.tags
        observed.rights = ObservedTopology.Rights(
            configure: granted?.configure, write: granted?.write, read: granted?.read,
            topics: topics.filter { $0.vhost == virtualHost }.map {
                BusRights.Topic(exchange: $0.exchange, write: $0.write, read: $0.read)
            })
    }
}

internal import AMQP

// What a user may do, against what it should.

extension TopologyDiff {
    var rightsFindings: [TopologyFinding] {
        tagFindings + permissionFindings + topicFindings
    }

    private var user: String { declared.service }

    private func finding(_ detail: String) -> TopologyFinding {
        TopologyFinding(.wrongRights, user, detail, mending: .importDefinitions)
    }

    /// A tag that is more than a look at the own virtual host makes the permissions void.
    private var tagFindings: [TopologyFinding] {
        let tooMuch = (observed.userTags ?? []).filter { $0 != "management" }
        guard !tooMuch.isEmpty else { return [] }
        return [
            TopologyFinding(
                .wrongRights, user,
                "too wide: the tag \(tooMuch.joined(separator: ", ")) lets it do what its permissions forbid",
                mending: .administer("run `rabbitmqctl set_user_tags \(user) management` on the broker"))
        ]
    }

    private var permissionFindings: [TopologyFinding] {
        guard let rights = observed.rights else { return [] }
        let names = declared.own.queues.map(\.name)
        let shared = declared.own.exchanges.map(\.name)
        let foreign = others.map { "\($0).dead-letter" }
        return [
            judge(
                "configure", wanted: declared.rights.configure, seen: rights.configure, must: names,
                mustNot: foreign + shared),
            judge(
                "write", wanted: declared.rights.write, seen: rights.write, must: names + shared,
                mustNot: foreign + ["amq.default"]),
            judge("read", wanted: declared.rights.read, seen: rights.read, must: names + shared, mustNot: foreign),
        ].compactMap(\.self)
    }

    private var topicFindings: [TopologyFinding] {
        guard let rights = observed.rights else { return [] }
        return declared.rights.topics.flatMap { topic -> [TopologyFinding] in
            guard let seen = rights.topics.first(where: { $0.exchange == topic.exchange }) else {
                return [finding("too wide: there are no bounds on the keys of \(topic.exchange)")]
            }
            let keys = declared.own.bindings.filter { $0.exchange == topic.exchange }.map(\.routingKey)
            let own = BusRights.exampleKey(told: user, to: topic.exchange)
            let foreign = others.map { BusRights.exampleKey(told: $0, to: topic.exchange) }
            return [
                judge(
                    "write keys of \(topic.exchange)", wanted: topic.write, seen: seen.write,
                    must: [own], mustNot: foreign),
                judge(
                    "read keys of \(topic.exchange)", wanted: topic.read, seen: seen.read, must: keys, mustNot: ["#"]),
            ].compactMap(\.self)
        }
    }

    private var others: [String] {
        declared.services.subtracting([user]).sorted()
    }

    /// Tells by examples in which way a pattern is another one: whether two patterns match the same cannot be told from
    /// how they are written.
    private func judge(
        _ right: String, wanted: String, seen: String?, must: [String], mustNot: [String]
    ) -> TopologyFinding? {
        guard let seen, !seen.isEmpty else {
            return finding("too narrow: may \(right) nothing, instead of \(wanted)")
        }
        guard seen != wanted else { return nil }
        let instead = "may \(right) \(seen) instead of \(wanted)"
        if let lacking = must.first(where: { !BusRights.matches($0, seen) }) {
            return finding("too narrow, as \(lacking) shows: \(instead)")
        }
        if let excess = mustNot.first(where: { BusRights.matches($0, seen) }) {
            return finding("too wide, as \(excess) shows: \(instead)")
        }
        return finding(instead)
    }
}

internal import Delivery
internal import Vocabulary

/// The status for people.
struct StatusSheet: CustomStringConvertible {
    let status: DeliveryStatus

    var description: String {
        ([place] + [queues, parked, gaps, plans, deadlines].compactMap(\.self)).joined(separator: "\n\n")
    }

    private var place: String {
        let relay = status.relay
        let leader =
            relay.leader.map { "session \($0.process) from \($0.client), connected since \($0.since)" }
            ?? "nobody: no instance of \(status.service) relays; start one"
        let lag =
            relay.lagEvents == 0
            ? "none; all that was told has left" : "\(relay.lagEvents) events, the oldest \(relay.lagSeconds) s old"
        let rows = [
            (
                "log",
                "\(status.log.events) events of \(status.log.days) days, position \(status.log.lastPosition)"
                    + (status.log.lastToldAt.map { ", last told \($0)" } ?? "")
            ),
            (
                "cursor",
                "transactions before \(relay.reachedTransaction) have left"
                    + (relay.reachedPosition > 0 ? ", and it up to position \(relay.reachedPosition)" : "")
                    + (relay.aheadEvents > 0 ? ", and \(relay.aheadEvents) events ahead of the fence" : "")
                    + "; moved \(relay.savedAt)"
            ),
            ("lag", lag), ("leader", leader),
            ("fence", "\(relay.fence), " + (relay.fenceHolder.map { "held by \($0)" } ?? "held by nobody")),
            (
                "inbox",
                "\(status.inbox.events) events"
                    + (status.inbox.lastReceivedAt.map { ", the last came \($0)" } ?? "")
            ),
        ]
        return rows.map { name, text in
            "\(name):" + String(repeating: " ", count: 9 - name.count) + text
        }.joined(separator: "\n")
    }

    /// The queues of one source's partitions are one row.
    private var queues: String? {
        if let fault = status.brokerFault { return "queues: \(fault)" }
        var rows: [(name: String, queues: [DeliveryStatus.Queue])] = []
        for queue in status.queues {
            if rows.last?.name == queue.stem {
                rows[rows.count - 1].queues.append(queue)
            } else {
                rows.append((queue.stem, [queue]))
            }
        }
        guard !rows.isEmpty else { return nil }
        var table = Table("queues", "of", "partitions", "messages", "consumers", "missing")
        for row in rows {
            let missing = row.queues.count { $0.messages == nil }
            table.add(
                row.name, row.queues.first?.listener ?? "", "\(row.queues.count)",
                "\(row.queues.reduce(0) { $0 + ($1.messages ?? 0) })",
                "\(row.queues.reduce(0) { $0 + ($1.consumers ?? 0) })", missing == 0 ? "" : "\(missing)")
        }
        return "\(table)"
    }

    private var parked: String? {
        guard !status.parked.isEmpty else { return "parked: nothing" }
        var table = Table("parked for", "events", "since", "what to do")
        for parked in status.parked {
            table.add(parked.cause.rawValue, "\(parked.events)", "\(parked.since)", parked.cause.advice)
        }
        return "\(table)"
    }

    private var gaps: String? {
        guard !status.gaps.isEmpty else { return nil }
        var table = Table("missing of", "subject", "versions", "held behind", "since", "asked", "hope")
        for gap in status.gaps {
            let versions =
                gap.missingFrom == gap.missingTo ? "\(gap.missingFrom)" : "\(gap.missingFrom) to \(gap.missingTo)"
            table.add(
                gap.source, gap.subject, versions, "\(gap.held)", "\(gap.since)", "\(gap.timesAsked)",
                gap.keptFrom.map { "none before \($0): pass-over" } ?? "its teller is asked again")
        }
        return "\(table)"
    }

    private var plans: String? {
        status.openPlans.isEmpty ? nil : "\(Table(status.openPlans))"
    }

    private var deadlines: String? {
        guard !status.deadlines.isEmpty else { return nil }
        var table = Table("deadlines of", "due", "failing", "in all", "earliest")
        for deadlines in status.deadlines {
            table.add(
                deadlines.kind, "\(deadlines.due)", "\(deadlines.failing)", "\(deadlines.all)", "\(deadlines.earliest)")
        }
        return "\(table)"
    }
}

extension DeliveryStatus.Queue {
    /// Its name without the partition.
    fileprivate var stem: String {
        guard let dot = name.lastIndex(of: "."), Int(name[name.index(after: dot)...]) != nil else { return name }
        return String(name[..<dot])
    }
}

import AMQP
import Eventing
import Postgres
import Seeds
import Vocabulary

@testable import Delivery

/// A relay that reads a log as transactions write it, is deposed and dies between any two of its steps, before a broker that
/// takes messages or does not.
struct RelayScenario: Scenario {
    /// One leader, as far as it has come.
    private struct Leader {
        var cursor: LogCursor
        /// The page that is being published, and the events of each message of its waves that are still to be sent.
        var page: LogPage?
        var waves: [[[LoggedEvent]]] = []
    }

    private var log = ModelLog()
    private var saved = LogCursor(from: TransactionID(rawValue: 0), since: Day(daysSinceEpoch: 0))
    /// What a server that dies may go back to, since the cursor is not waited for to reach the disk.
    private var savedBefore: LogCursor
    private var leader: Leader?
    private var deposed: Leader?
    /// The positions that reached the broker.
    private var published: Set<Int64> = []
    /// The last version of each subject in the order in which they first did.
    private var firstSeen: [String: Int32] = [:]

    init(_ script: inout Script) {
        savedBefore = saved
    }

    mutating func step(_ script: inout Script) throws {
        switch script.below(16) {
        case 0...8: log.work(&script)
        case 9...14: try lead(&script)
        default: try goOnDeposed(&script)
        }
    }

    mutating func crash(_ script: inout Script) throws {
        switch script.below(3) {
        case 0:
            script.write("the relay's process dies")
            (leader, deposed) = (nil, nil)
        case 1:
            script.write("the relay is deposed, and does not know it yet")
            (deposed, leader) = (leader, nil)
        default:
            script.write("the database dies")
            log.abortAll()
            saved = savedBefore
            // It may be in the middle of publishing, and notices when it saves.
            (deposed, leader) = (leader, nil)
        }
    }

    mutating func settle(_ script: inout Script) throws {
        log.commitAll(&script)
        (leader, deposed) = (nil, nil)
        for _ in 0..<200 {
            try lead(&script, isCalm: true)
            if published.count == log.rows.count { break }
        }
        let lost = log.rows.map(\.event.position).filter { !published.contains($0) }
        try demand(lost.isEmpty, "the events at \(lost) are never published")
    }

    func check() throws {
        for row in log.rows + log.running.flatMap(\.rows) where isBehind(row) {
            try demand(
                published.contains(row.event.position),
                "the cursor is saved past the event at \(row.event.position), which was not published")
        }
        for transaction in log.running {
            try demand(
                (transaction.xid ?? .max) >= saved.reached.transaction.rawValue,
                "the cursor is past a running transaction")
        }
    }

    private func isBehind(_ row: ModelLog.Row) -> Bool {
        row.place <= saved.reached || saved.ahead.contains(row.place)
    }
}

// MARK: - The relay

extension RelayScenario {
    private mutating func lead(_ script: inout Script, isCalm: Bool = false) throws {
        if leader == nil { script.write("a relay leads") }
        var current = leader ?? Leader(cursor: saved)
        let goesOn = try advance(&current, mayFail: !isCalm, &script)
        leader = goesOn ? current : nil
        guard goesOn, current.waves.isEmpty, let page = current.page else { return }
        script.write("it saves how far it came: \(page.events.last?.position ?? 0)")
        current.cursor.advance(past: page)
        current.page = nil
        if script.once(in: 2) { savedBefore = saved }
        saved = current.cursor
        // Saving is a transaction itself.
        _ = log.takeTransactionID()
        leader = current
    }

    /// One who was deposed carries on up to where its session would be needed.
    private mutating func goOnDeposed(_ script: inout Script) throws {
        guard var current = deposed, current.page != nil, !current.waves.isEmpty else { return }
        script.write("the deposed relay goes on")
        deposed = try advance(&current, mayFail: true, &script) ? current : nil
    }

    /// Takes one step. Returns false when it has failed.
    private mutating func advance(_ current: inout Leader, mayFail: Bool, _ script: inout Script) throws -> Bool {
        if !current.waves.isEmpty {
            let wave = current.waves.removeFirst()
            return try publish(wave, mayFail: mayFail, &script)
        }
        let page = log.page(at: current.cursor)
        script.write("it reads \(page.events.map(\.position)), and sees the fence at \(log.fence)")
        if page.events.isEmpty {
            current.cursor.advance(past: page)
        } else {
            current.page = page
            current.waves = try Self.waves(of: page)
        }
        return true
    }

    /// The events of each message of a round: from the one that the message is named after to the next message's of its key.
    private static func waves(of page: LogPage) throws -> [[[LoggedEvent]]] {
        let round = try RelayRound(
            page.events, exchange: "e", partitioning: ModelLog.partitioning, heard: [ModelLog.source])
        let firsts = Set(round.waves.joined().compactMap(\.messageID))
        return try round.waves.map { wave in
            try demand(Set(wave.map(\.routingKey)).count == wave.count, "a wave has two messages of one key")
            return try wave.map { message in
                let ofKey = page.events.filter { event in
                    ModelLog.partitioning.routingKey(ModelLog.source, partition: event.partition) == message.routingKey
                }
                let rest = ofKey.drop { $0.envelope.id.description != message.messageID }
                let events = rest.prefix(1) + rest.dropFirst().prefix { !firsts.contains($0.envelope.id.description) }
                let body = try EventBatch.encode(events.map(\.envelope))
                try demand(body.count == message.body.count, "a message does not carry \(events.map(\.position))")
                return Array(events)
            }
        }
    }
}

// MARK: - The broker

extension RelayScenario {
    /// Returns whether all of a wave was confirmed. Of one that was not, any message may have been taken.
    private mutating func publish(
        _ wave: [[LoggedEvent]], mayFail: Bool, _ script: inout Script
    ) throws -> Bool {
        let fails = mayFail && script.once(in: 4)
        for message in wave where !fails || script.once(in: 2) {
            for event in message { try take(event, &script) }
        }
        if fails { script.write("not all of the wave is confirmed") }
        return !fails
    }

    private mutating func take(_ event: LoggedEvent, _ script: inout Script) throws {
        let (subject, version) = (event.envelope.subject, event.envelope.subjectVersion)
        script.write("the broker takes \(subject)\(version)")
        try demand(
            version <= firstSeen[subject, default: 0] + 1, "\(subject)\(version) comes before what was told before it")
        firstSeen[subject] = max(version, firstSeen[subject, default: 0])
        published.insert(event.position)
    }
}

import AMQP
import Eventing
import Postgres
import TestSupport
import Vocabulary

@testable import Story

/// What was sent in a flood of bad messages, and what must have become of it.
struct FloodAccount {
    private var handled: [UUIDv7: BadMessages.Kind] = [:]
    private var parked: [UUIDv7: (cause: String, kind: BadMessages.Kind)] = [:]
    /// What cannot be read, by its fingerprint.
    private var unreadable: [Int64: BadMessages.Kind] = [:]
    /// Events that came out of chance whole, which either take effect or are parked.
    private var whole: [UUIDv7: BadMessages.Kind] = [:]
    private var kinds: [BadMessages.Kind: Int] = [:]
    private var causes: [String: Int] = [:]

    /// How many messages of a kind were sent.
    func count(of kind: BadMessages.Kind) -> Int { kinds[kind] ?? 0 }

    /// Notes messages before they are sent.
    mutating func note(_ messages: [BadMessages.Made]) {
        for made in messages {
            kinds[made.kind, default: 0] += 1
            for id in made.handled { handled[id] = made.kind }
            for (id, cause) in made.parked { parked[id] = (cause, made.kind) }
            let body = made.message.body
            let isWord = made.message.contentType?.hasPrefix("application/vnd.throughtrain.") == true
            guard !isWord, let elements = try? EventBatch.decode(body) else {
                note(body, made.kind)
                continue
            }
            for element in elements {
                switch element {
                case .event(let event): whole[event.id] = made.kind
                case .unreadable(let bytes, _): note(bytes, made.kind)
                }
            }
        }
    }

    private mutating func note(_ bytes: [UInt8], _ kind: BadMessages.Kind) {
        unreadable[Int64(bitPattern: xxh64(bytes))] = kind
    }

    /// Sends the last messages, and waits until they are handled: all before them on their queues are out of hand then.
    mutating func settle(_ last: [BadMessages.Made], through door: BusDoor, on stage: Stage) async throws {
        note(last)
        try await door.publish(last.map(\.message))
        let ids = last.flatMap(\.handled)
        let connection = try await PostgresConnection.connect(Administrator(of: stage).database(of: "logistics"))
        let isOver = try await eventually(within: .seconds(300), pausing: .milliseconds(200)) {
            try await connection.query("SELECT count(*) FROM inbox WHERE id = ANY (\(ids))").decode(Int64.self)
                == [Int64(ids.count)]
        }
        await connection.close()
        try expect(isOver, "the flood is worked off within five minutes")
    }

    /// Where what became of the messages is not what must have become of them.
    mutating func faults(on stage: Stage) async throws -> [String] {
        let connection = try await PostgresConnection.connect(Administrator(of: stage).database(of: "logistics"))
        let ids = try await connection.query("SELECT id FROM inbox").decode(UUIDv7.self)
        let inbox: Set<UUIDv7> = Set(ids)
        let rows = try await connection.query("SELECT id, digest, cause, error FROM parked_events")
            .decode(UUIDv7?.self, Int64.self, String.self, String.self)
        await connection.close()
        var causeOf: [UUIDv7: String] = [:]
        var resting: Set<Int64> = []
        var faults: [String] = []
        for (id, digest, cause, error) in rows {
            causes[cause, default: 0] += 1
            if error.isEmpty { faults.append("\(cause) has no reason") }
            if let id { causeOf[id] = cause } else { resting.insert(digest) }
        }
        for (id, kind) in handled where !inbox.contains(id) || causeOf[id] != nil {
            faults.append("\(kind): \(id) is not handled, but \(causeOf[id] ?? "nowhere")")
        }
        for (id, (cause, kind)) in parked where causeOf[id] != cause {
            faults.append("\(kind): \(id) is \(causeOf[id] ?? "not parked") instead of \(cause)")
        }
        for (id, kind) in whole where !inbox.contains(id) && causeOf[id] == nil {
            faults.append("\(kind): \(id) is nowhere")
        }
        for (digest, kind) in unreadable where !resting.contains(digest) {
            faults.append("\(kind): what cannot be read is not parked")
        }
        return Array(faults.sorted().prefix(20))
    }

    /// What it came to, in a line.
    func summary(ofMessages count: Int, before: Double, after: Double) -> String {
        let bad = kinds.filter { $0.key != .good }.values.reduce(0, +)
        let parked = causes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return "\(count) messages, \(bad) of them bad; parked: \(parked); "
            + "memory \(Int(before)) MB after a tenth, \(Int(after)) MB in the end"
    }
}

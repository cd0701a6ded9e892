import AMQP
import Delivery
import Eventing
import OrdersEvents
import Seeds
import Vocabulary

/// Messages for a queue on which the orders' events are heard: good ones and, for the most part, bad ones, all drawn from a
/// seed but for the identifiers.
struct BadMessages {
    /// What is wrong with a message.
    enum Kind: String, CaseIterable {
        case good, truncated, wrongType, missingMember, unknownVersion, unknownSpecification, huge, longName,
            deeplyNested
        case invalidUTF8, invalidData, wrongPartition, forgedSource, oneBadAmongGood, wrongContentType, wrongWord
        case wrongDeath, future, impossibleVersion, gap, conflict, flippedBytes

        /// How many of a thousand messages are of the kind. What a handler fails on costs the whole batch that it is in.
        var share: Int {
            switch self {
            case .good: 100
            case .huge: 8
            case .invalidData: 2
            case .flippedBytes: 10
            case .gap, .conflict, .wrongPartition: 20
            default: 52
            }
        }
    }

    /// A message, and what must become of what it carries.
    struct Made {
        let kind: Kind
        var message: AMQPMessage
        /// Events that must take effect.
        var handled: [UUIDv7] = []
        /// Events that must be parked, each with the cause.
        var parked: [UUIDv7: String] = [:]
    }

    private var random: SplitMix64
    private let partitioning = Partitioning.usual
    private let deck: [Kind]
    private static let source = OrderCancelled.type.source

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        deck = Kind.allCases.flatMap { Array(repeating: $0, count: $0.share) }
    }

    /// The next message.
    mutating func next() throws -> Made {
        let card = below(deck.count)
        let kind = deck[card]
        let event = try event()
        let bytes = try event.encoded()
        switch kind {
        case .good: return try good([event], kind)
        case .truncated: return made(kind, event, batch(bytes).dropLast(1 + below(bytes.count / 2)))
        case .wrongType: return made(kind, event, batch(try spoil(event, by: ["7", "null", "[]", "{}", "true"])))
        case .missingMember: return made(kind, event, batch(try spoil(event, by: [nil])))
        case .unknownVersion:
            var unknown = event
            unknown.type = "throughtrain.orders.order.cancelled.v\(2 + below(90))"
            return try good([unknown], kind)
        case .unknownSpecification:
            return made(kind, event, batch(text(bytes).replacing("\"1.0\"", with: "\"2.0\"")))
        case .huge:
            var huge = event
            huge.data.replaceSubrange(0..<1, with: Array(#"{"note":"\#(String(repeating: "长", count: 90_000))","#.utf8))
            return try good([huge], kind)
        case .longName:
            let name = event.subject + String(repeating: "7", count: 300 + below(40_000))
            return made(kind, event, batch(text(bytes).replacing(event.subject, with: name)))
        case .deeplyNested:
            let depth = 33 + below(20_000)
            let nest = String(repeating: "[", count: depth) + event.subject + String(repeating: "]", count: depth)
            return try made(kind, event, once(in: 2) ? Array(nest.utf8) : batch(spoil(event, by: [nest])))
        case .invalidUTF8:
            var spoilt = bytes
            if let subject = bytes.firstRange(of: Array(event.subject.utf8)) {
                spoilt[subject.lowerBound + below(subject.count)] = UInt8(0x80 + below(0x80))
            }
            return made(kind, event, batch(spoilt))
        default: return try unlikely(kind, event, bytes)
        }
    }

    /// Good ones of a subject, in the order of their versions.
    mutating func steady(_ count: Int32) throws -> [Made] {
        let first = try event()
        return try (1...count).map { version in
            var next = first
            next.id = .make()
            next.subjectVersion = version
            return try good([next], .good)
        }
    }

    /// A good one on each partition.
    mutating func last() throws -> [Made] {
        var missing = Set(0..<partitioning.count)
        var last: [Made] = []
        while !missing.isEmpty {
            let event = try event()
            if missing.remove(partitioning.partition(of: event.subject)) != nil {
                last.append(try good([event], .good))
            }
        }
        return last
    }
}

extension BadMessages {
    private mutating func unlikely(_ kind: Kind, _ event: EventEnvelope, _ bytes: [UInt8]) throws -> Made {
        var other = event
        switch kind {
        case .invalidData:
            other.data = Array(text(event.data).replacing("\"buyer\"", with: "\"nobody\"").utf8)
            return made(kind, event, try EventBatch.encode([other]), parked: [event.id: "failed"])
        case .wrongPartition:
            let partition = (partitioning.partition(of: event.subject) + 1) % partitioning.count
            return made(kind, event, batch(bytes), key: key(partition), handled: [event.id])
        case .forgedSource:
            other.source = EventSource(once(in: 2) ? "catalogue" : "orders", "lot")
            return made(kind, event, try EventBatch.encode([other]), parked: [event.id: "forged"])
        case .oneBadAmongGood:
            let second = try self.event()
            let bad = try spoil(event, by: ["7", nil])
            return made(kind, second, batch(bytes, bad, try second.encoded()), handled: [event.id, second.id])
        case .wrongContentType:
            var wrong = made(kind, event, batch(bytes), handled: [event.id])
            wrong.message.contentType = ["text/plain", "", nil][below(3)]
            wrong.message.type = "refill-request"
            wrong.message.headers = ["x-delivery-count": .integer(Int64(below(5000)) - 2500)]
            return wrong
        case .wrongWord: return wrongWord(event, bytes)
        case .wrongDeath:
            var wrong = made(kind, event, batch(bytes))
            wrong.message.headers = ["x-death": [.array([]), .string("catalogue"), .array([.table([:])])][below(3)]]
            return wrong
        case .future:
            other.id = UUIDv7(high: (event.id.high >> 16 + 9 * 86_400_000) << 16 | 0x7000, low: event.id.low)
            return made(kind, event, try EventBatch.encode([other]), parked: [other.id: "out-of-time"])
        case .impossibleVersion:
            let versions = ["0", "-1", "-2147483648", "2147483647", "2147483648", "1.5", "1e3", "00"]
            let version = #""subjectversion":\#(versions[below(versions.count)])"#
            return made(kind, event, batch(text(bytes).replacing(#""subjectversion":1"#, with: version)))
        case .gap:
            other.subjectVersion = Int32(2 + below(Int(Int32.max) - 2))
            return made(kind, event, try EventBatch.encode([other]), parked: [event.id: "gap"])
        case .conflict:
            other.id = .make()
            return made(
                kind, event, try EventBatch.encode([event, other]), handled: [event.id], parked: [other.id: "conflict"])
        default:
            var flipped = batch(bytes)
            for _ in 0...below(6) { flipped[below(flipped.count)] = UInt8(truncatingIfNeeded: random.next()) }
            return made(.flippedBytes, event, flipped)
        }
    }

    /// What desks say to each other comes on the same queues, and is told by its media type.
    private mutating func wrongWord(_ event: EventEnvelope, _ bytes: [UInt8]) -> Made {
        let numbers = ["70000", "-1", "2147483647", "\"0\"", "null"]
        let number = numbers[below(numbers.count)]
        let words = [
            #"{"id":"\#(event.id)","source":"/throughtrain/orders/order","partition":\#(number),"since":"2019-07-07T00:00:00Z"}"#,
            #"{"request":"\#(event.id)","source":"/throughtrain/orders/order","gone":[{"versions":{"subject":"\#(event.subject)","from":1,"to":2147483647},"cause":"lost"}]}"#,
            text(batch(bytes)),
        ]
        var wrong = made(.wrongWord, event, Array(words[below(words.count)].utf8))
        wrong.message.contentType =
            "application/vnd.throughtrain." + (once(in: 2) ? "heard-question+json" : "refill-news+json")
        return wrong
    }

    // MARK: - Parts

    private mutating func event() throws -> EventEnvelope {
        let order = UUIDv7.make()
        let body = OrderCancelled(
            orderID: order, kind: .retail, reason: .buyer, cancelledAt: .example(), refundFen: Int64(below(100_000)))
        return EventEnvelope(
            id: .make(), source: Self.source, type: OrderCancelled.type.name, subject: body.subject, subjectVersion: 1,
            time: .wallTime(), data: try body.encoded())
    }

    /// The event, one of whose required members is something else or, for nil, absent.
    private mutating func spoil(_ event: EventEnvelope, by values: [String?]) throws -> [UInt8] {
        let whole = text(try event.encoded())
        let members = [
            #""id":"\#(event.id)""#, #""source":"\#(event.source)""#, #""type":"\#(event.type)""#,
            #""subject":"\#(event.subject)""#, #""subjectversion":1"#, #""time":"\#(event.time)""#,
            #""datacontenttype":"application/json""#,
        ]
        let member = members[below(members.count)]
        let name = member.prefix { $0 != ":" }
        var value = values[below(values.count)]
        // A number is what this one should be.
        if name == #""subjectversion""#, value == "7" { value = #""one""# }
        return Array(whole.replacing(member, with: value.map { "\(name):\($0)" } ?? #""x":0"#).utf8)
    }

    private func good(_ events: [EventEnvelope], _ kind: Kind) throws -> Made {
        made(kind, events[0], try EventBatch.encode(events), handled: events.map(\.id))
    }

    private func made(
        _ kind: Kind, _ event: EventEnvelope, _ body: some Sequence<UInt8>, key: String? = nil,
        handled: [UUIDv7] = [], parked: [UUIDv7: String] = [:]
    ) -> Made {
        Made(
            kind: kind,
            message: AMQPMessage(
                exchange: Subscription.eventsExchange,
                routingKey: key ?? self.key(partitioning.partition(of: event.subject)), body: Array(body),
                contentType: EventBatch.contentType),
            handled: handled, parked: parked)
    }

    private func key(_ partition: Int) -> String { partitioning.routingKey(Self.source, partition: partition) }

    private func batch(_ events: [UInt8]...) -> [UInt8] {
        Array("[".utf8) + Array(events.joined(separator: Array(",".utf8))) + Array("]".utf8)
    }

    private func batch(_ event: String) -> [UInt8] { batch(Array(event.utf8)) }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    private mutating func once(in count: Int) -> Bool { below(count) == 0 }
}

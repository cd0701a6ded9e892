import Eventing
import Testing
import Vocabulary

private func envelope(_ version: Int32, data: String = "{\"a\":[1,\"}\"]}") -> EventEnvelope {
    EventEnvelope(
        id: .make(), source: EventSource("orders", "order"), type: EventType("orders", "order", "placed").name,
        subject: "0190163d-8694-739b-aea5-966c26f8ad91", subjectVersion: version, time: .example(),
        causationID: .make(), data: Array(data.utf8))
}

@Suite("A batch of events")
struct EventBatchTests {
    @Test("is a CloudEvents JSON batch")
    func form() throws {
        var event = envelope(3)
        event.id = .example()
        event.causationID = nil
        event.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let json = String(decoding: try EventBatch.encode([event]), as: UTF8.self)
        #expect(
            json == """
                [{"specversion":"1.0","id":"0190163d-8694-739b-aea5-966c26f8ad91","source":"/throughtrain/orders/order",\
                "type":"throughtrain.orders.order.placed.v1","subject":"0190163d-8694-739b-aea5-966c26f8ad91",\
                "subjectversion":3,"time":"2019-07-07T04:00:00.000Z",\
                "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",\
                "datacontenttype":"application/json","data":{"a":[1,"}"]}}]
                """)
    }

    @Test("comes back whole and in order", arguments: [0, 1, 64])
    func roundTrip(count: Int32) throws {
        let events = (0..<count).map { envelope($0 + 1) }
        #expect(try EventBatch.decode(EventBatch.encode(events)) == events.map { .event($0) })
    }

    @Test("keeps the good events around a bad one, and the bad one's bytes")
    func oneBad() throws {
        let good = [envelope(1), envelope(2)]
        let texts = try good.map { String(decoding: try $0.encoded(), as: UTF8.self) }
        let batch = "[\(texts[0]),{\"specversion\":\"1.0\"},\(texts[1])]"
        let elements = try EventBatch.decode(batch.utf8)
        #expect(
            elements == [
                .event(good[0]), .unreadable(bytes: Array("{\"specversion\":\"1.0\"}".utf8), .missing("id")),
                .event(good[1]),
            ])
    }

    @Test("keeps an event apart whose attributes hold U+0000, which no text in the database can")
    func nul() throws {
        let good = envelope(1)
        let bad = Array(
            String(decoding: try good.encoded(), as: UTF8.self).replacing("0190163d", with: #"\u0000"#).utf8)
        let fault = EventFault.invalid(field: "subject", expected: "a text without the character U+0000")
        let batch = Array("[".utf8) + bad + Array(",".utf8) + (try good.encoded()) + Array("]".utf8)
        #expect(try EventBatch.decode(batch) == [.unreadable(bytes: bad, fault), .event(good)])
    }

    @Test("that is no array is refused as a whole", arguments: ["", "{}", "[", "[1,", "[] []", "null"])
    func malformed(json: String) {
        #expect(throws: EventFault.self) { try EventBatch.decode(json.utf8) }
    }
}

@Suite("A fingerprint")
struct FingerprintTests {
    /// As the reference implementation has them.
    static let vectors: [(bytes: [UInt8], hash: UInt64)] = [
        ([], 0xef46_db37_51d8_e999), (Array("a".utf8), 0xd24e_c4f1_a98c_6e5b),
        (Array("abc".utf8), 0x44bc_2cf5_ad77_0999), (Array("0123456789abcdef".utf8), 0x5c5b_90c3_4e37_6d0b),
        (Array("0123456789abcdef0123456789abcdef0123456789abcdef012345".utf8), 0x59e0_8a5d_987b_1623),
        ((0..<1000).map { UInt8($0 % 251) }, 0xf306_f04a_a88b_54d3),
    ]

    @Test("is the XXH64 of the bytes", arguments: vectors)
    func reference(bytes: [UInt8], hash: UInt64) {
        #expect(xxh64(bytes) == hash)
    }

    @Test("differs where one bit does, wherever it is")
    func bits() {
        let bytes = (0..<77).map { UInt8($0) }
        var seen: Set = [xxh64(bytes)]
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << UInt8(bit)
                #expect(seen.insert(xxh64(other)).inserted, "bit \(bit) of byte \(index)")
            }
        }
    }
}

@Suite("A partition")
struct PartitionTests {
    @Test(
        "follows the published vectors of FNV-1a",
        arguments: [
            ("", 0xcbf2_9ce4_8422_2325 as UInt64), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
        ])
    func vectors(text: String, hash: UInt64) {
        #expect(fnv1a(text.utf8) == hash)
    }

    @Test("spreads subjects evenly")
    func even() {
        let partitioning = Partitioning(count: 4)
        var counts = [0, 0, 0, 0]
        for _ in 0..<4000 { counts[partitioning.partition(of: UUIDv7.make().description)] += 1 }
        #expect(counts.allSatisfy { (850...1150).contains($0) })
    }
}

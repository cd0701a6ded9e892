import Eventing
import Seeds
import Testing
import Vocabulary

@Suite("A batch that was spoilt on its way")
struct MutatedBatchTests {
    private static let corpus: [[UInt8]] = {
        var events: [EventEnvelope] = []
        for version in 1...3 as ClosedRange<Int32> {
            events.append(
                EventEnvelope(
                    id: .example(), source: EventSource("orders", "order"), type: "throughtrain.orders.order.placed.v1",
                    subject: "0190163d-8694-739b-aea5-966c26f8ad91", subjectVersion: version, time: .example(),
                    causationID: version > 1 ? .example() : nil, correlationID: version > 2 ? .example() : nil,
                    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    data: Array(#"{"a":[1,{"b":"\u957f\n"}],"c":null}"#.utf8)))
        }
        return [(try? EventBatch.encode(events)) ?? [], (try? EventBatch.encode(events.prefix(1))) ?? []]
    }()

    @Test(
        "is read as far as it can be: what is read is written and read again as the same, and a refusal says what is wrong"
    )
    func batches() async throws {
        try #require(Self.corpus.allSatisfy { !$0.isEmpty })
        var read = 0
        var refused = 0
        try await forEachMutation(of: Self.corpus) { bytes in
            let elements: [EventBatch.Element]
            do {
                elements = try EventBatch.decode(bytes)
            } catch {
                refused += 1
                try demand(!"\(error)".isEmpty, "it is refused without a reason")
                return
            }
            for element in elements {
                switch element {
                case .event(let event):
                    read += 1
                    try demand(try EventBatch.decode(EventBatch.encode([event])) == [element], "it is not read again")
                case .unreadable(let bytes, let fault):
                    refused += 1
                    try demand(
                        !bytes.isEmpty && !"\(fault)".isEmpty, "an event is refused without its bytes or a reason")
                }
            }
        }
        // Else the changes would be too many, or none.
        #expect(read > 100 && refused > 100, "\(read) were read, and \(refused) refused")
    }

    @Test("with names or versions that nobody could keep is refused", arguments: [0, -1, .min, .max] as [Int32])
    func versions(_ version: Int32) throws {
        let text = String(decoding: Self.corpus[1], as: UTF8.self)
        let batch = text.replacing(#""subjectversion":1"#, with: #""subjectversion":\#(version)"#)
        guard case .unreadable(_, let fault)? = try EventBatch.decode(batch.utf8).first else {
            Issue.record("version \(version) is read")
            return
        }
        #expect(fault == .invalid(field: "subjectversion", expected: "a version from 1 on"))
    }

    @Test("is refused where a name is too long for an index", arguments: ["source", "type", "subject"])
    func names(_ field: String) throws {
        let text = String(decoding: Self.corpus[1], as: UTF8.self)
        let place = try #require(text.firstRange(of: "\"\(field)\":\""))
        var long = text
        // Behind the slashes of a source, which must stay three.
        let end = try #require(text[place.upperBound...].firstRange(of: "\""))
        long.insert(contentsOf: String(repeating: "x", count: 256), at: end.lowerBound)
        guard case .unreadable(_, let fault)? = try EventBatch.decode(long.utf8).first else {
            Issue.record("a long \(field) is read")
            return
        }
        #expect(fault == .tooLong(field: field, limit: 255))
    }

    @Test("with an escape whose digits are none is refused", arguments: ["\\u+123", "\\u-000", "\\u 123", "\\u12g4"])
    func escapes(_ escape: String) throws {
        let text = String(decoding: Self.corpus[1], as: UTF8.self).replacing("orders.order", with: escape)
        guard case .unreadable? = try EventBatch.decode(text.utf8).first else {
            Issue.record("\(escape) is read")
            return
        }
    }
}

import Testing

@testable import Eventing

@Suite("A list of what commands print")
struct LongListTests {
    private struct Queues: Record {
        var long: LongList<Int64>
        var short: [Int64] = []

        init(long: [Int64], short: [Int64]) {
            self.long = LongList(long)
            self.short = short
        }

        init(_ fields: inout some FieldCoder, _ queues: Queues?) throws(EventFault) {
            long = try fields.field("long", queues?.long)
            short = try fields.field("short", queues?.short)
        }
    }

    @Test("may be longer than one that is sent, and is read again as it was written")
    func long() throws {
        let numbers = (0...Int64(maximumListLength)).map(\.self)
        let queues = Queues(long: numbers, short: [])
        #expect(try Queues(decoding: try queues.encoded()) == queues)
        #expect(throws: EventFault.self) { try Queues(long: [], short: numbers).encoded() }
    }
}

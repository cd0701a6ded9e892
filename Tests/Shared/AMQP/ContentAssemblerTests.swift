import Testing

@testable import AMQP

@Suite("Content assembler")
struct ContentAssemblerTests {
    private var assembler = ContentAssembler(session: SessionID())
    private let delivery = ContentAssembler.Envelope.delivery(
        tag: 1, queue: "q", exchange: "e", routingKey: "k", isRedelivered: true)

    private mutating func body(_ bytes: [UInt8]) throws -> [UInt8]? {
        guard case .delivered(let delivery) = try bytes.withUnsafeBytes({ try assembler.body($0) }) else { return nil }
        return delivery.body
    }

    @Test("A body in several frames is complete with the last of them")
    mutating func fragments() throws {
        try assembler.begin(delivery)
        #expect(try assembler.header(AMQPProperties(), size: 5) == nil)
        #expect(try body([1, 2]) == nil)
        #expect(try body([3, 4]) == nil)
        #expect(try body([5]) == [1, 2, 3, 4, 5])
    }

    @Test("A message without a body is complete with its header")
    mutating func empty() throws {
        try assembler.begin(delivery)
        #expect(try assembler.header(AMQPProperties(), size: 0) != nil)
        try assembler.begin(delivery)
    }

    @Test("Frames out of their order are a violation of the protocol")
    mutating func disorder() throws {
        #expect(throws: AMQPError.self) { try assembler.header(AMQPProperties(), size: 1) }
        #expect(throws: AMQPError.self) { try body([1]) }
        try assembler.begin(delivery)
        #expect(throws: AMQPError.self) { try assembler.begin(delivery) }
    }
}

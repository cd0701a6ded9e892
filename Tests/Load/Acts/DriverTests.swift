import Testing
import Vocabulary

@testable import Chaos

@Suite("Buyers who do not give up")
struct DriverTests {
    @Test("go through the doors in turn, and for a moment past one that did not answer")
    func doors() {
        let doors = Doors([1, 2])
        #expect([0, 1, 2].map { doors.door(for: $0, at: 0) } == [1, 2, 1])
        doors.shut(1, at: 0)
        #expect([0, 1, 2].map { doors.door(for: $0, at: Doors.pause - 1) } == [2, 2, 2])
        #expect(doors.door(for: 0, at: Doors.pause) == 1)
    }

    @Test("try a door that did not answer when there is no other")
    func shut() {
        let doors = Doors([1, 2])
        doors.shut(1, at: 0)
        doors.shut(2, at: 0)
        #expect(doors.door(for: 1, at: 1) == 2)
    }

    @Test("know an order by the answer that it was taken with")
    func receipt() throws {
        let order = UUIDv7.make()
        #expect(OrderReceipt(Array(#"{"order_id":"\#(order)","state":"placed"}"#.utf8))?.order == order)
        #expect(OrderReceipt(Array(#"{"state":"placed"}"#.utf8)) == nil)
        #expect(OrderReceipt(Array(#"{"order_id":"x"}"#.utf8)) == nil)
    }
}

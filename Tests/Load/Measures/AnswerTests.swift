import Testing
import Vocabulary

@testable import Bench
@testable import LoadRig

@Suite("What the driver is answered")
struct AnswerTests {
    @Test("the head of an answer says how much belongs to it; one that has not come whole says nothing yet")
    func head() throws {
        let bytes = Array("HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\ncontent-length: 4\r\n\r\nabcd".utf8)
        let head = try #require(try AnswerHead(of: bytes))
        #expect(head.status == 201)
        #expect(head.bodyLength == 4)
        #expect(Array(bytes[head.length...]) == Array("abcd".utf8))
        #expect(try AnswerHead(of: Array(bytes.prefix(40))) == nil)
        #expect(throws: RigFault.self) { try AnswerHead(of: Array("HTTP/1.1 200 OK\r\n\r\n".utf8)) }
        #expect(throws: RigFault.self) { try AnswerHead(of: Array("SSH-2.0\r\nContent-Length: 1\r\n\r\n".utf8)) }
    }

    @Test("an import's answer names the orders that were taken, and why others were not")
    func report() {
        let orders = [UUIDv7.make(), UUIDv7.make()]
        let taken = orders.map { #"{"position":1,"outcome":"accepted","order_id":"\#($0)"}"# }
        let all = ImportAnswer(
            Array(#"{"accepted":2,"repeated":0,"refused":0,"lines":[\#(taken[0]),\#(taken[1])]}"#.utf8))
        #expect(all.taken == orders)
        #expect(all.refusals.isEmpty)
        let refused = #"{"position":2,"outcome":"refused","reason":"unknown-listing"}"#
        let known = #"{"position":3,"outcome":"repeated","order_id":"\#(orders[1])"}"#
        let some = ImportAnswer(
            Array(#"{"accepted":1,"repeated":1,"refused":1,"lines":[\#(taken[0]),\#(refused),\#(known)]}"#.utf8))
        #expect(some.taken == [orders[0]])
        #expect(some.refusals == ["unknown-listing": 1, "repeated": 1])
        #expect(ImportAnswer(Array("no".utf8)).refusals == ["unreadable answer": 1])
    }

    @Test("the broker's page tells what was published, and what was delivered to the services")
    func traffic() {
        let page = """
            # TYPE rabbitmq_global_messages_received_total counter
            rabbitmq_global_messages_received_total{protocol="amqp091"} 120
            rabbitmq_global_messages_received_total{protocol="mqtt310"} 3
            rabbitmq_global_messages_received_confirm_total{protocol="amqp091"} 99
            rabbitmq_global_messages_delivered_total{protocol="amqp091",queue_type="rabbit_classic_queue"} 70
            rabbitmq_global_messages_delivered_total{protocol="amqp091",queue_type="rabbit_quorum_queue"} 240
            """
        #expect(BrokerTraffic(page: page) == BrokerTraffic(published: 123, delivered: 240))
        let later = BrokerTraffic(published: 130, delivered: 250)
        #expect(later.since(BrokerTraffic(page: page)) == BrokerTraffic(published: 7, delivered: 10))
    }

    @Test("a service's page tells how many events it has handled")
    func handled() {
        let page = "# TYPE throughtrain_events_handled_total counter\nthroughtrain_events_handled_total 812.0\n"
        #expect(HandledEvents.count(in: page) == 812)
        #expect(HandledEvents.count(in: "throughtrain_ready 1\n") == nil)
    }
}

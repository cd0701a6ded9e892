import Eventing
import Testing
import Vocabulary

@testable import AMQP
@testable import Delivery

@Suite("A word between desks that is none")
struct BadWordTests {
    private static let gone = #"{"versions":{"subject":"a","from":1,"to":7},"cause":"lost"}"#
    private static let news =
        #"{"request":"0190163d-8694-739b-aea5-966c26f8ad91","source":"/throughtrain/tests/note","gone":[\#(gone)]}"#
    private static let question =
        #"{"id":"0190163d-8694-739b-aea5-966c26f8ad91","source":"/throughtrain/tests/note","partition":3,"since":"2019-07-07T00:00:00Z"}"#

    @Test("is read where it is one")
    func good() {
        #expect(arrival(RefillNews.contentType, Self.news).words.count == 1)
        #expect(arrival(HeardQuestion.contentType, Self.question).words.count == 1)
    }

    @Test("is parked where it came by a way that anybody may have made, since it leads subjects on")
    func detour() {
        for death in [AMQPFieldValue.array([]), .array([.table(["routing-keys": .array([.string("tests.note.0")])])])] {
            let arrival = arrival(RefillNews.contentType, Self.news, ["x-death": death])
            #expect(arrival.words.isEmpty)
            #expect(arrival.unfit.map(\.cause) == [.unreadable])
            #expect(arrival.unfit.first?.error.contains("dead letter of another queue") == true)
        }
    }

    @Test("is parked where no table could keep its numbers", arguments: ["-1", "32768", "70000", "2147483647"])
    func partitions(_ partition: String) {
        let question = Self.question.replacing(#""partition":3"#, with: #""partition":\#(partition)"#)
        let arrival = arrival(HeardQuestion.contentType, question)
        #expect(arrival.words.isEmpty)
        #expect(arrival.unfit.map(\.error) == ["unreadable: field partition is not the number of a partition"])
    }

    @Test("is parked where it tells of versions that none can follow", arguments: ["0", "2147483647"])
    func versions(_ last: String) {
        let arrival = arrival(RefillNews.contentType, Self.news.replacing(#""to":7"#, with: #""to":\#(last)"#))
        #expect(arrival.words.isEmpty)
        #expect(arrival.unfit.map(\.cause) == [.unreadable])
    }

    private func arrival(_ contentType: String, _ body: String, _ headers: AMQPTable = [:]) -> Arrival {
        var properties = AMQPProperties()
        properties.contentType = contentType
        properties.headers = headers
        let delivery = AMQPDelivery(
            receipt: AMQPReceipt(session: SessionID(), tag: 1), queue: "q", exchange: Subscription.eventsExchange,
            routingKey: "tests.note.0", isRedelivered: false, body: Array(body.utf8), properties: properties)
        return Arrival([delivery], on: Day(of: .wallTime()))
    }
}

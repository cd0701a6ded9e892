import Eventing
import Postgres
import Testing
import Vocabulary

@testable import Delivery

private func id(_ number: UInt64) -> TransactionID { TransactionID(rawValue: number) }
private let today = Day(of: .example())

private func cursor(from: UInt64, upTo: UInt64, last: Int64 = 0) -> LogCursor {
    LogCursor(from: id(from), upTo: id(upTo), lastPosition: last, since: today - 10)
}

@Suite("The cursor of a log")
struct LogCursorTests {
    @Test(
        "opens a window up to the fence, or behind the transaction where it is cut",
        arguments: [
            (fence: UInt64(20), cut: UInt64?.none, upTo: UInt64(20)),
            (fence: 20, cut: 15, upTo: 16),
            // A cut at the window's own start still takes that whole transaction.
            (fence: 20, cut: 10, upTo: 11),
            // What is cut beyond the fence is not settled yet.
            (fence: 20, cut: 25, upTo: 20),
            (fence: 10, cut: nil, upTo: 10),
        ])
    func opens(fence: UInt64, cut: UInt64?, upTo: UInt64) {
        var cursor = cursor(from: 10, upTo: 10, last: 7)
        cursor.open(fence: id(fence), cut: cut.map(id))
        #expect(cursor.from == id(10))
        #expect(cursor.upTo == id(upTo))
        #expect(cursor.isWindowOpen == (upTo > 10))
        #expect(cursor.lastPosition == 0)
    }

    @Test("goes page by page through a window, and then to its end")
    func advances() {
        var cursor = cursor(from: 10, upTo: 20)
        let event = LoggedEvent(
            position: 42, partition: 0,
            envelope: .init(
                id: .make(), source: .init("a", "b"), type: "t", subject: "s", subjectVersion: 1, time: .example(),
                data: []))
        cursor.advance(past: LogPage(events: [event], isLast: false, observedOn: today))
        #expect(cursor == LogCursor(from: id(10), upTo: id(20), lastPosition: 42, since: today - 10))
        cursor.advance(past: LogPage(events: [], isLast: true, observedOn: today))
        #expect(cursor == LogCursor(from: id(20), upTo: id(20), lastPosition: 0, since: today - 2))
    }

    @Test("the end of a window that was opened on a day that nobody knows any more lets no day be passed over")
    func unknownDay() {
        var cursor = cursor(from: 10, upTo: 20)
        cursor.advance(past: LogPage(events: [], isLast: true, observedOn: nil))
        #expect(cursor == LogCursor(from: id(20), upTo: id(20), lastPosition: 0, since: today - 10))
    }
}

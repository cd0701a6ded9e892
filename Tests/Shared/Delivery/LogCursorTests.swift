import Eventing
import Postgres
import Testing
import Vocabulary

@testable import Delivery

private let today = Day(of: .example())

private func place(_ transaction: UInt64, _ position: Int64) -> LogPlace {
    LogPlace(transaction: TransactionID(rawValue: transaction), position: position)
}

/// A page of events at places, which a snapshot with a fence showed.
private func page(_ places: LogPlace..., fence: UInt64, isLast: Bool) -> LogPage {
    var page = LogPage(fence: TransactionID(rawValue: fence), readOn: today)
    for place in places {
        page.append(
            LoggedEvent(
                position: place.position, partition: 0,
                envelope: .init(
                    id: .make(), source: .init("a", "b"), type: "t", subject: "s", subjectVersion: 1, time: .example(),
                    data: [])),
            toldIn: place.transaction)
    }
    page.isLast = isLast
    return page
}

@Suite("The cursor of a log")
struct LogCursorTests {
    private func cursor(_ reached: LogPlace, ahead: LogPlace...) -> LogCursor {
        LogCursor(reached: reached, ahead: ahead, since: today - 10)
    }

    @Test("reaches the fence, once all is read that there is before it")
    func whole() {
        var cursor = cursor(place(10, 0))
        cursor.advance(past: page(place(10, 4), place(12, 3), fence: 20, isLast: true))
        #expect(cursor == LogCursor(reached: place(20, 0), since: today - 2))
    }

    @Test("reaches the last event of a page behind which there is more, and lets no day be passed over")
    func part() {
        var cursor = cursor(place(10, 0))
        cursor.advance(past: page(place(10, 4), place(12, 3), fence: 20, isLast: false))
        #expect(cursor == self.cursor(place(12, 3)))
    }

    @Test("keeps in mind what was read behind the fence, until the fence has passed it", arguments: [true, false])
    func ahead(isLast: Bool) {
        var cursor = cursor(place(10, 0))
        cursor.advance(past: page(place(10, 4), place(20, 3), place(22, 9), fence: 20, isLast: isLast))
        #expect(cursor.reached == place(20, 0))
        #expect(cursor.ahead == [place(20, 3), place(22, 9)])
        cursor.advance(past: page(place(21, 7), fence: 22, isLast: isLast))
        #expect(cursor.reached == (isLast ? place(22, 0) : place(21, 7)))
        #expect(cursor.ahead == [place(22, 9)])
        cursor.advance(past: page(fence: 23, isLast: true))
        #expect(cursor == LogCursor(reached: place(23, 0), since: today - 2))
    }

    @Test("lets no day be passed over while the fence is held, for however many days")
    func heldForDays() {
        var cursor = cursor(place(20, 0), ahead: place(30, 1))
        cursor.advance(past: page(fence: 20, isLast: true))
        #expect(cursor == self.cursor(place(20, 0), ahead: place(30, 1)))
    }

    @Test("never goes back, as to the fence of an earlier snapshot")
    func monotone() {
        var cursor = cursor(place(20, 5), ahead: place(30, 1))
        cursor.advance(past: page(fence: 19, isLast: true))
        #expect(cursor == self.cursor(place(20, 5), ahead: place(30, 1)))
    }
}

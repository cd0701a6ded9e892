import LivestreamDomain
import Testing
import Vocabulary

@Suite("Alleviation day")
struct AlleviationDayTests {
    @Test("falls on the 7th of each month")
    func seventh() throws {
        let (day, facts) = try AlleviationDay.plan(id: Sample.dayID, on: Sample.day("2019-07-07"))
        #expect(day.state == .planned)
        #expect(facts == [.planned])
        let eighth = try Sample.day("2019-07-08")
        #expect(throws: AlleviationDayRefusal.notTheSeventh(eighth)) {
            _ = try AlleviationDay.plan(id: Sample.dayID, on: eighth)
        }
    }

    @Test(
        "comes next on the 7th in Asia/Shanghai, today's included",
        arguments: [
            ("2019-07-06T15:59:59.999Z", "2019-07-07"),
            ("2019-07-06T16:00:00Z", "2019-07-07"),
            ("2019-07-07T15:59:59.999Z", "2019-07-07"),
            ("2019-07-07T16:00:00Z", "2019-08-07"),
            ("2019-12-31T16:00:00Z", "2020-01-07"),
        ])
    func next(now: String, expected: String) throws {
        #expect(AlleviationDay.next(at: try Sample.instant(now)) == (try Sample.day(expected)))
    }

    @Test("opens at 00:00 and closes at 24:00, each once however often the clock strikes")
    func opensAndCloses() throws {
        var day = try Sample.alleviationDay()
        let midnight = try Sample.instant("2019-07-06T16:00:00Z")
        #expect(day.deadlines == [Deadline(.open, due: midnight)])
        #expect(throws: AlleviationDayRefusal.notDue(until: midnight)) { try day.open(at: midnight - .milliseconds(1)) }
        #expect(try day.open(at: midnight) == [.opened])
        #expect(try day.open(at: midnight) == [])

        let nextMidnight = midnight + .days(1)
        #expect(day.deadlines == [Deadline(.close, due: nextMidnight)])
        #expect(throws: AlleviationDayRefusal.notDue(until: nextMidnight)) {
            try day.close(at: nextMidnight - .milliseconds(1))
        }
        #expect(try day.close(at: nextMidnight) == [.closed(DayTotals())])
        #expect(try day.close(at: nextMidnight) == [])
        #expect(try day.open(at: nextMidnight) == [])
        #expect(day.state == .closed)
        #expect(day.deadlines == [])
    }

    @Test("that nobody opened is opened and closed in one")
    func missedOpening() throws {
        var day = try Sample.alleviationDay()
        #expect(try day.close(at: day.period.end) == [.opened, .closed(DayTotals())])
    }

    @Test(
        "each command leads where the table says",
        arguments: AlleviationDayState.allCases, AlleviationDayCommand.allCases)
    func table(from: AlleviationDayState, command: AlleviationDayCommand) throws {
        var day = try Sample.alleviationDay(from)
        let sale = DaySale(orderID: Sample.id(31), confirmedAt: day.period.start, paid: 100, toRegistered: 60)
        switch command {
        case .open:
            #expect(try day.open(at: day.period.start).isEmpty == (from != .planned))
            #expect(day.state == (from == .closed ? .closed : .open))
        case .close:
            #expect(try day.close(at: day.period.end).isEmpty == (from == .closed))
            #expect(day.state == .closed)
        case .count:
            let totals = DayTotals(orders: 1, sales: 100, toRegistered: 60)
            #expect(try day.count([sale]) == [.counted(totals)])
            #expect(day.state == from)
        }
    }

    @Test("counts the orders confirmed within its 24 hours, and refuses others whole")
    func counts() throws {
        var day = try Sample.alleviationDay(.open)
        let sales = [
            DaySale(orderID: Sample.id(31), confirmedAt: day.period.start, paid: 1_500, toRegistered: 900),
            DaySale(
                orderID: Sample.id(32), confirmedAt: day.period.end - .milliseconds(1), paid: 2_500, toRegistered: 0),
        ]
        let totals = DayTotals(orders: 2, sales: 4_000, toRegistered: 900)
        #expect(try day.count(sales) == [.counted(totals)])
        let stray = DaySale(orderID: Sample.id(33), confirmedAt: day.period.end, paid: 1, toRegistered: 1)
        #expect(throws: AlleviationDayRefusal.saleOfAnotherDay(orderID: stray.orderID)) {
            try day.count(sales + [stray])
        }
        #expect(day.totals == totals)
        #expect(try day.close(at: day.period.end) == [.closed(totals)])
    }
}

import Testing

@testable import Postgres

@Suite("The pool's state machine says what to do")
struct PoolStateMachineTests {
    private let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant {
        start.advanced(by: .seconds(seconds))
    }

    private func machine(_ connections: Int, minimumIdle: Int = 1) -> PoolStateMachine {
        PoolStateMachine(
            PoolStateMachine.Bounds(
                maximumConnections: connections, minimumIdle: minimumIdle, leaseTimeout: .seconds(5),
                idleTimeout: .seconds(60)))
    }

    @Test("a connection is opened on demand, handed over, and used again by the next one")
    func demand() {
        var machine = machine(2)
        #expect(machine.request(1, now: at(0)) == [.connect(1, after: .zero), .wake(at: at(5))])
        #expect(machine.connected(1, now: at(1)) == [.hand(1, to: 1)])
        #expect(machine.release(1, isReusable: true, now: at(2)) == [])
        #expect(machine.request(2, now: at(3)) == [.hand(1, to: 2)])
    }

    @Test("no more connections are opened than there is room for, and waiters are served in order")
    func order() {
        var machine = machine(2)
        #expect(machine.request(1, now: at(0)) == [.connect(1, after: .zero), .wake(at: at(5))])
        #expect(machine.request(2, now: at(0)) == [.connect(2, after: .zero)])
        #expect(machine.request(3, now: at(1)) == [])
        #expect(machine.request(4, now: at(1)) == [])
        #expect(machine.connected(2, now: at(1)) == [.hand(2, to: 1)])
        #expect(machine.connected(1, now: at(1)) == [.hand(1, to: 2)])
        #expect(machine.release(1, isReusable: true, now: at(2)) == [.hand(1, to: 3)])
        #expect(machine.release(2, isReusable: true, now: at(2)) == [.hand(2, to: 4)])
    }

    @Test("those who waited too long are refused, the others are not")
    func timeout() {
        var machine = machine(1)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        _ = machine.request(2, now: at(1))
        _ = machine.request(3, now: at(3))
        #expect(machine.refuseOverdue(now: at(5)) == [.wake(at: at(6))])
        #expect(machine.refuseOverdue(now: at(6)) == [.refuse(2, .exhausted(leased: 1)), .wake(at: at(8))])
        #expect(machine.release(1, isReusable: true, now: at(7)) == [.hand(1, to: 3)])
        #expect(machine.refuseOverdue(now: at(8)) == [])
    }

    @Test("a waiter that is gone is passed over")
    func withdrawal() {
        var machine = machine(1)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        _ = machine.request(2, now: at(0))
        _ = machine.request(3, now: at(0))
        machine.withdraw(2)
        #expect(machine.release(1, isReusable: true, now: at(1)) == [.hand(1, to: 3)])
    }

    @Test("a connection in an unknown state is closed, and another one opened for those who wait")
    func discard() {
        var machine = machine(1)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        _ = machine.request(2, now: at(0))
        #expect(machine.release(1, isReusable: false, now: at(1)) == [.close(1), .connect(2, after: .zero)])
        #expect(machine.connected(2, now: at(1)) == [.hand(2, to: 2)])
    }

    @Test("the server is back: those who waited beside a failed attempt get connections of their own again")
    func recovery() {
        var machine = machine(3)
        for waiter in 1...2 { _ = machine.request(waiter, now: at(0)) }
        #expect(machine.connected(1, now: at(0)) == [.hand(1, to: 1)])
        #expect(machine.request(3, now: at(0)) == [.connect(3, after: .zero)])
        #expect(machine.connectionFailed(2, jitter: 1, now: at(0)) == [])
        #expect(machine.connected(3, now: at(1)) == [.hand(3, to: 2), .connect(4, after: .zero)])
    }

    @Test("failures to connect are told to those who wait, and the next attempts come later and later")
    func backoff() {
        var machine = machine(4)
        let delays: [Duration] = [.zero, .milliseconds(50), .milliseconds(100), .milliseconds(200)]
        for (attempt, delay) in delays.enumerated() {
            let actions = machine.request(attempt, now: at(0))
            #expect(actions.first == .connect(attempt + 1, after: delay))
            #expect(
                machine.connectionFailed(attempt + 1, jitter: 0.5, now: at(0)) == [.refuse(attempt, .unreachable)])
        }
        for attempt in 4..<20 {
            _ = machine.request(attempt, now: at(0))
            _ = machine.connectionFailed(attempt + 1, jitter: 1, now: at(0))
        }
        #expect(machine.request(20, now: at(0)) == [.connect(21, after: .seconds(5))])
        #expect(machine.connected(21, now: at(5)) == [.hand(21, to: 20)])
        #expect(machine.request(21, now: at(6)) == [.connect(22, after: .zero)])
    }

    @Test("while others hold connections, a failure to open one more is tried again later")
    func failureBesideLeases() {
        var machine = machine(2)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        #expect(machine.request(2, now: at(0)) == [.connect(2, after: .zero)])
        #expect(machine.connectionFailed(2, jitter: 1, now: at(0)) == [.connect(3, after: .milliseconds(100))])
        #expect(machine.release(1, isReusable: true, now: at(0)) == [.hand(1, to: 2)])
    }

    @Test("a connection that broke while it was idle is not handed out")
    func lost() {
        var machine = machine(1)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        _ = machine.release(1, isReusable: true, now: at(0))
        machine.lost(1)
        #expect(machine.request(2, now: at(1)) == [.connect(2, after: .zero)])
    }

    @Test("connections that nobody needs for long are closed, down to the minimum")
    func overAged() {
        var machine = machine(3)
        for id in 1...3 {
            _ = machine.request(id, now: at(0))
            _ = machine.connected(id, now: at(0))
        }
        for id in 1...3 { _ = machine.release(id, isReusable: true, now: at(0)) }
        #expect(machine.request(4, now: at(59)) == [.hand(3, to: 4)])
        #expect(machine.release(3, isReusable: true, now: at(59)) == [])
        #expect(machine.request(5, now: at(61)) == [.hand(3, to: 5)])
        #expect(machine.release(3, isReusable: true, now: at(61)) == [.close(1), .close(2)])
        #expect(machine.idleCount == 1)
    }

    @Test("a pool that is closing refuses, closes what is idle and waits for what is leased")
    func close() {
        var machine = machine(2)
        for id in 1...2 {
            _ = machine.request(id, now: at(0))
            _ = machine.connected(id, now: at(0))
        }
        _ = machine.request(3, now: at(0))
        _ = machine.release(1, isReusable: false, now: at(0))
        #expect(machine.close() == [.refuse(3, .closed)])
        #expect(machine.request(4, now: at(1)) == [.refuse(4, .closed)])
        #expect(machine.connected(3, now: at(1)) == [.close(3)])
        #expect(machine.release(2, isReusable: true, now: at(2)) == [.close(2), .finish])
    }

    @Test("a pool that waited long enough closes what is leased")
    func abandon() {
        var machine = machine(2)
        _ = machine.request(1, now: at(0))
        _ = machine.connected(1, now: at(0))
        #expect(machine.abandon() == [])
        #expect(machine.close() == [])
        #expect(machine.abandon() == [.close(1), .finish])
        #expect(machine.release(1, isReusable: false, now: at(1)) == [])
    }
}

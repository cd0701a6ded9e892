import Delivery
import Testing

@Suite("A wakeup", .timeLimit(.minutes(1)))
struct WakeupTests {
    @Test("keeps a signal that comes before anybody waits")
    func kept() async {
        let wakeup = Wakeup()
        wakeup.signal()
        #expect(await wakeup.wait(atMost: .seconds(30)))
        #expect(await !wakeup.wait(atMost: .milliseconds(1)))
    }

    @Test("wakes who waits")
    func wakes() async {
        let wakeup = Wakeup()
        async let wasSignalled = wakeup.wait(atMost: .seconds(30))
        wakeup.signal()
        #expect(await wasSignalled)
    }

    @Test("lets go after the limit, and when the task is cancelled")
    func letsGo() async {
        let wakeup = Wakeup()
        for limit in [-1, 0, 1] { #expect(await !wakeup.wait(atMost: .milliseconds(limit))) }
        let task = Task { await wakeup.wait(atMost: .seconds(30)) }
        task.cancel()
        #expect(await !task.value)
    }

    @Test("of many moments at which a limit may end, a signal come and a task be cancelled, none is waited through")
    func moments() async {
        for moment in 0..<2000 {
            let wakeup = Wakeup()
            let task = Task { await wakeup.wait(atMost: .microseconds(moment % 200)) }
            if moment.isMultiple(of: 3) { task.cancel() }
            if moment.isMultiple(of: 5) { wakeup.signal() }
            _ = await task.value
        }
    }
}

import Delivery
import Testing

@Suite("A wakeup", .timeLimit(.minutes(1)))
struct WakeupTests {
    @Test("keeps a signal that comes before anybody waits")
    func kept() async {
        let wakeup = Wakeup()
        wakeup.signal()
        let waited = await ContinuousClock().measure { await wakeup.wait(atMost: .seconds(30)) }
        #expect(waited < .seconds(10))
    }

    @Test("wakes who waits")
    func wakes() async {
        let wakeup = Wakeup()
        async let waited = ContinuousClock().measure { await wakeup.wait(atMost: .seconds(30)) }
        wakeup.signal()
        #expect(await waited < .seconds(10))
    }

    @Test("lets go after the limit, and when the task is cancelled")
    func letsGo() async {
        let wakeup = Wakeup()
        await wakeup.wait(atMost: .milliseconds(1))
        let task = Task { await wakeup.wait(atMost: .seconds(30)) }
        task.cancel()
        let waited = await ContinuousClock().measure { await task.value }
        #expect(waited < .seconds(10))
    }
}

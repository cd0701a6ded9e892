import PollThread
import Testing

@Suite("Poll thread", .timeLimit(.minutes(1)))
struct PollThreadTests {
    @Test("Every job of an actor runs on its one thread, which bears the thread's name")
    func oneThread() async {
        let resident = Resident(threadName: "resident-name")
        #expect(await resident.currentThreadName == "resident-name")
        let threads = await withTaskGroup(of: UInt.self) { group in
            for _ in 0..<50 { group.addTask { await resident.currentThread } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(threads.count == 1)
    }

    @Test("A task that prefers the thread runs there, as do the actors there that it calls, and leaves it in the end")
    func preferred() async {
        let thread = PollThread(name: "preferred")
        let resident = Resident(on: thread)
        let home = await resident.currentThread
        let threads = await withTaskExecutorPreference(thread) {
            let before = runningThread()
            let there = await resident.currentThread
            await Task.yield()
            return [before, there, runningThread()]
        }
        #expect(threads == [home, home, home])
        #expect(runningThread() != home)
    }

    @Test("Tasks that prefer a thread are carried to their end, though nobody else holds it")
    func preferredUntilEnd() async {
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 1...50 {
                group.addTask {
                    await withTaskExecutorPreference(PollThread(name: "passing")) {
                        await Task.yield()
                        return number
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 1275)
        while threads(named: "passing") > 0 { await Task.yield() }
    }

    @Test("A watcher is told on the thread that its descriptor can be read")
    func readable() async throws {
        let resident = Resident(threadName: "reader")
        let pair = try SocketPair()
        await resident.watch(pair.ours, for: .read)
        pair.write("ab")
        #expect(await resident.received(atLeast: 2) == "ab")
        pair.write("c")
        #expect(await resident.received(atLeast: 3) == "abc")
        await resident.unwatch()
    }

    @Test("A watcher that asks to write is told once the descriptor takes writes")
    func writable() async throws {
        let resident = Resident(threadName: "writer")
        let pair = try SocketPair()
        pair.fill()
        await resident.watch(pair.ours, for: .write)
        #expect(await resident.told.isEmpty)
        pair.drain()
        await resident.isTold(of: .write)
        await resident.unwatch()
    }

    @Test("A watcher learns that its peer is gone")
    func hungUp() async throws {
        let resident = Resident(threadName: "hung-up")
        let pair = try SocketPair()
        await resident.watch(pair.ours, for: [])
        pair.closeTheirs()
        await resident.isTold(of: .failure)
        await resident.unwatch()
    }

    @Test("A watcher prepares before each poll, so that what a job has left in memory is handled without any input")
    func preparesAfterJob() async throws {
        let resident = Resident(threadName: "prepares")
        let pair = try SocketPair()
        await resident.watch(pair.ours, for: .read)
        await resident.leaveInMemory("x")
        #expect(await resident.received(atLeast: 1) == "x")
        await resident.unwatch()
    }

    @Test("A watcher that another one removed in the same round is told nothing")
    func removedInRound() async throws {
        let resident = Resident(threadName: "removal")
        let pairs = [try SocketPair(), try SocketPair()]
        for pair in pairs { pair.write("x") }
        let first = FirstToldWins(pairs.map(\.ours), on: resident)
        await resident.watchBoth(first)
        #expect(await resident.winners(of: first) == 1)
    }

    @Test("The thread ends once nobody holds it")
    func ends() async {
        var resident: Resident? = Resident(threadName: "short-lived")
        #expect(await resident?.currentThreadName == "short-lived")
        #expect(threads(named: "short-lived") == 1)
        resident = nil
        // The suite's time limit ends a wait in vain.
        while threads(named: "short-lived") > 0 { await Task.yield() }
    }
}

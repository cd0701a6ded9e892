import OrdersService
import Postgres
@testable import Runtime
import TestSupport
import Testing

@Suite("Commands that arrive together", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(1)))
struct CommandGroupTests {
    @Test("share a transaction once one is under way, and the first does not wait for them")
    func shares() async throws {
        try await Till.open { till in
            let first = Task { try await till.sell("first") }
            await till.gate.waitForArrival()
            let others = (1...10).map { number in Task { try await till.sell("\(number)") } }
            try await till.waitForWaiting(10)
            await till.gate.open()
            var statuses = [try await first.value.status]
            for other in others { statuses.append(try await other.value.status) }
            #expect(statuses == Array(repeating: 201, count: 11))
            #expect(await till.gate.sizes == [1, 10])
            let sold = try await till.sold()
            #expect(sold.count == 11)
        }
    }

    @Test("gather behind a small group, unless there is plenty already")
    func gathers() async throws {
        try await Till.open(patience: .seconds(4)) { till in
            await till.gate.open()
            let start = ContinuousClock.now
            for early in ["first", "second"] { _ = try await till.sell(early) }
            #expect(ContinuousClock.now - start < .seconds(4))
            let others = (1...5).map { number in Task { try await till.sell("\(number)") } }
            for other in others { _ = try await other.value }
            #expect(ContinuousClock.now - start >= .seconds(4))
            #expect(await till.gate.sizes == [1, 1, 5])
            let end = ContinuousClock.now
            _ = try await till.sell("many", weight: 200)
            #expect(ContinuousClock.now - end < .seconds(4))
        }
    }

    @Test("share a transaction as far as they fit, and a large one has its own")
    func weighs() async throws {
        try await Till.open { till in
            let first = Task { try await till.sell("first") }
            await till.gate.waitForArrival()
            var others: [Task<IdempotencyKey.Answer, any Error>] = []
            for (place, weight) in [200, 100, 56, 1000].enumerated() {
                others.append(Task { try await till.sell("\(weight)", weight: weight) })
                try await till.waitForWaiting(place + 1)
            }
            await till.gate.open()
            for task in [first] + others {
                let status = try await task.value.status
                #expect(status == 201)
            }
            #expect(await till.gate.sizes == [1, 2, 1, 1])
        }
    }

    @Test("are refused one by one, and a refused one spends no key")
    func refuses() async throws {
        try await Till.open { till in
            await till.gate.open()
            let good = Task { try await till.sell("apple") }
            let refused = Task { try await till.sell("nothing") }
            let status = try await good.value.status
            #expect(status == 201)
            await #expect(throws: Problem.self) { try await refused.value }
            let (sold, keys) = (try await till.sold(), try await till.keys())
            #expect(sold == ["apple"])
            #expect(keys == ["apple"])
        }
    }

    @Test("do not suffer for one that the database refuses")
    func isolates() async throws {
        try await Till.open { till in
            let first = Task { try await till.sell("first") }
            await till.gate.waitForArrival()
            let good = Task { try await till.sell("good") }
            let broken = Task { try await till.sell("") }
            let fine = Task { try await till.sell("fine") }
            try await till.waitForWaiting(3)
            await till.gate.open()
            let statuses = [try await first.value, try await good.value, try await fine.value].map(\.status)
            #expect(statuses == [201, 201, 201])
            await #expect(throws: PostgresError.self) { try await broken.value }
            #expect(await till.gate.sizes == [1, 3, 1, 1, 1])
            let (sold, keys) = (try await till.sold(), try await till.keys())
            #expect(sold == ["fine", "first", "good"])
            #expect(keys == ["fine", "first", "good"])
        }
    }

    @Test("with one key are one command, and another body with that key is refused")
    func repeats() async throws {
        try await Till.open { till in
            let first = Task { try await till.sell("first") }
            await till.gate.waitForArrival()
            let again = (1...3).map { _ in Task { try await till.sell("pear") } }
            let other = Task { try await till.sell("plum", key: "pear") }
            try await till.waitForWaiting(4)
            await till.gate.open()
            _ = try await first.value
            // Which of the two bodies comes first is left to chance; the other one is refused.
            var answers: [IdempotencyKey.Answer] = []
            var refusals = 0
            for task in again + [other] {
                do { answers.append(try await task.value) } catch {
                    #expect((error as? Problem)?.code == "idempotency-key-reused")
                    refusals += 1
                }
            }
            #expect([answers.count, refusals] == [3, 1] || [answers.count, refusals] == [1, 3])
            #expect(Set(answers.map(\.json)).count == 1)
            let sold = try await till.sold()
            #expect(sold.count == 2)
        }
    }
}

/// Sells what it is asked for: a group of commands over a table of its own.
private struct Till: Sendable {
    let schema: LiveSchema<OrdersService>
    let group: CommandGroup<String>
    /// Holds the first transaction until it is opened.
    let gate: Gate

    static func open(patience: Duration = .zero, _ body: (Till) async throws -> Void) async throws {
        try await LiveSchema<OrdersService>.with { schema in
            try await schema.administration.execute("CREATE TABLE sale (goods text CHECK (goods <> ''))")
            try await schema.administration.execute("GRANT SELECT, INSERT ON sale TO PUBLIC")
            let gate = Gate()
            let group = CommandGroup<String>(schema.workbench, patience: patience) { goods, transaction in
                await gate.pass(goods.count)
                let outcomes = goods.map { goods in
                    Result {
                        guard goods != "nothing" else { throw Problem.notFound("goods") }
                        return IdempotencyKey.Answer(status: 201, json: Array("{\"sold\":\"\(goods)\"}".utf8))
                    }
                }
                try transaction.send(
                    "INSERT INTO sale SELECT * FROM unnest(\(goods.filter { $0 != "nothing" }))")
                return Told(outcomes)
            }
            try await body(Till(schema: schema, group: group, gate: gate))
        }
    }

    func sell(_ goods: String, key: String? = nil, weight: Int = 1) async throws -> IdempotencyKey.Answer {
        let key = try IdempotencyKey(
            caller: "test", route: "POST /sales", key: key ?? (goods.isEmpty ? "none" : goods), body: goods.utf8)
        return try await group.answer(CommandGroup.Call(key: key, command: goods, weight: weight))
    }

    /// Waits until so many commands wait for the transaction that is under way.
    func waitForWaiting(_ count: Int) async throws {
        #expect(await eventually { await group.waiting == count })
    }

    func sold() async throws -> [String] {
        try await schema.workbench.pool.query("SELECT goods FROM sale ORDER BY 1").decode(String.self)
    }

    func keys() async throws -> [String] {
        try await schema.workbench.pool.query("SELECT key FROM idempotency ORDER BY 1").decode(String.self)
    }
}

/// Lets nobody pass until it is opened, and counts how large the groups were.
private actor Gate {
    private(set) var sizes: [Int] = []
    private var isOpen = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func pass(_ size: Int) async {
        sizes.append(size)
        for watcher in watchers { watcher.resume() }
        watchers = []
        if isOpen { return }
        await withCheckedContinuation { held.append($0) }
    }

    func waitForArrival() async {
        if !sizes.isEmpty { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in held { waiter.resume() }
        held = []
    }
}

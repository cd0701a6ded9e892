import Testing

@testable import Postgres

@Suite("A slot for an outcome loses none")
struct SlotTests {
    private let lost = PostgresError(.connectionLost, "lost")

    @Test("an outcome that comes before it is awaited is kept, and a later one is refused")
    func early() async throws {
        let slot = Slot<Int>()
        #expect(slot.settle(.success(1)))
        #expect(!slot.settle(.failure(lost)))
        let (first, again) = try await (slot.value(), slot.value())
        #expect((first, again) == (1, 1))
    }

    @Test("an outcome that comes while it is awaited is handed over")
    func late() async throws {
        let slot = Slot<Int>()
        let task = Task { try await slot.value() }
        slot.settle(.success(2))
        #expect(try await task.value == 2)
    }

    @Test("a cancelled task stops waiting, says so once, and the outcome that comes later is refused")
    func cancelled() async throws {
        let slot = Slot<Int>()
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        let task = Task { try await slot.value { tell.yield() } }
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(!slot.settle(.success(3)))
        tell.finish()
        #expect(await told.reduce(0) { count, _ in count + 1 } == 1)
    }

    @Test("cancellation after the outcome changes nothing")
    func cancelledTooLate() async throws {
        let slot = Slot<Int>()
        slot.settle(.success(4))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await slot.value { Issue.record("the outcome was there") }
        }
        #expect(try await task.value == 4)
    }
}

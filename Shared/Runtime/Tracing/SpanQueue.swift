internal import Delivery
import Synchronization

/// Spans that wait to be exported: a bounded number. Who ends a span never waits; one that finds no room is lost.
final class SpanQueue: Sendable {
    /// What became of spans that were not exported.
    enum Loss: String, CaseIterable {
        /// There was no room.
        case full
        /// The collector would not take them.
        case refused
        /// The collector did not take them in time.
        case late
    }

    fileprivate struct State {
        var waiting: [SpanRecord] = []
        var isClosed = false
        var exported = 0
        var lost: [Loss: Int] = [:]
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let wakeup = Wakeup()

    /// How many spans are sent at once.
    static let batchSize = 512
    /// How long a span waits at most for others to be sent with.
    static let longestWait = Duration.seconds(1)

    init(capacity: Int = 8192) {
        self.capacity = capacity
    }

    /// Takes a span that has ended.
    func add(_ span: SpanRecord) {
        let isBatchFull = state.withLock { state in
            guard !state.isClosed, state.waiting.count < capacity else {
                state.lost[.full, default: 0] += 1
                return false
            }
            state.waiting.append(span)
            return state.waiting.count == Self.batchSize
        }
        if isBatchFull { wakeup.signal() }
    }

    /// The next spans to send: as soon as they fill a batch, or have waited long enough; nil once nothing will come.
    func next() async -> [SpanRecord]? {
        while !Task.isCancelled {
            let (batch, isOver) = state.withLock { state -> ([SpanRecord], Bool) in
                guard state.isClosed || state.waiting.count >= Self.batchSize else { return ([], false) }
                return (state.take(), state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isOver { return nil }
            await wakeup.wait(atMost: Self.longestWait)
            let waited = state.withLock { $0.take() }
            if !waited.isEmpty { return waited }
        }
        return nil
    }

    /// Takes no more; what waits can still be had.
    func close() {
        state.withLock { $0.isClosed = true }
        wakeup.signal()
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func noteExported(_ count: Int) {
        state.withLock { $0.exported += count }
    }

    func noteLost(_ count: Int, _ loss: Loss) {
        state.withLock { $0.lost[loss, default: 0] += count }
    }

    var exported: Int { state.withLock { $0.exported } }
    func lost(_ loss: Loss) -> Int { state.withLock { $0.lost[loss] ?? 0 } }
}

extension SpanQueue.State {
    fileprivate mutating func take() -> [SpanRecord] {
        let batch = Array(waiting.prefix(SpanQueue.batchSize))
        waiting.removeFirst(batch.count)
        return batch
    }
}

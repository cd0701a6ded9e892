internal import AMQP
internal import Logging
internal import ServiceLifecycle

/// Sends spans to a collector, batch by batch. Nothing waits for it: what the collector does not take in time is lost and
/// counted, and the service goes on.
struct SpanExporter: Service {
    let queue: SpanQueue
    let url: String
    let request: OTLPRequest
    let logger: Logger

    /// How long the collector may take to answer.
    static let answerLimit = Duration.seconds(10)
    /// How often a batch is sent before it is given up.
    static let maximumAttempts = 4
    /// How long what waits may take to leave once the service stops.
    static let flushLimit = Duration.seconds(2)

    /// What a collector says to a batch.
    enum Answer: Equatable {
        case taken
        /// It would not take it at any time.
        case refused(status: Int)
        /// It may take it later, perhaps not before so long.
        case later(after: Duration?)
    }

    /// Runs until the stop, and then no longer than it takes to flush.
    func run() async throws {
        let export = Task { await sendAll() }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await export.value
            } onGracefulShutdown: {
                queue.close()
                Task {
                    try? await Task.sleep(for: Self.flushLimit)
                    export.cancel()
                }
            }
        } onCancel: {
            queue.close()
            export.cancel()
        }
    }

    /// Sends what waits, for a program that is about to end.
    func flush() async {
        queue.close()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await sendAll() }
            group.addTask { try? await Task.sleep(for: Self.flushLimit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func sendAll() async {
        var isAway = false
        while let batch = await queue.next() {
            let isTaken = await deliver(batch)
            if isTaken == isAway { tell(isTaken) }
            isAway = !isTaken
        }
    }

    /// Once when the trouble begins and once when it is over, since every batch may be in it.
    private func tell(_ isTaken: Bool) {
        if isTaken {
            logger.notice("the collector takes traces again", metadata: ["endpoint": "\(url)"])
        } else {
            logger.warning("traces are lost; work goes on without them", metadata: ["endpoint": "\(url)"])
        }
    }

    /// Sends a batch, several times if need be, and returns whether it was taken.
    private func deliver(_ batch: [SpanRecord]) async -> Bool {
        let body = request.encode(batch)
        var backoff = Backoff()
        var attempts = 1
        while true {
            switch await send(body) {
            case .taken:
                queue.noteExported(batch.count)
                return true
            case .refused:
                queue.noteLost(batch.count, .refused)
                return false
            case .later(let asked):
                // At the stop there is no time for a second attempt.
                guard attempts < Self.maximumAttempts, !queue.isClosed else {
                    queue.noteLost(batch.count, .late)
                    return false
                }
                attempts += 1
                try? await Task.sleep(for: min(asked ?? backoff.next(), Self.answerLimit))
            }
        }
    }

    private func send(_ body: [UInt8]) async -> Answer {
        let request = OutgoingRequest("POST", url, headers: ["Content-Type": "application/json"], body: body)
        do {
            let answer = try await request.answer(within: Self.answerLimit)
            return Self.answer(status: answer.status, retryAfter: answer.header("Retry-After"))
        } catch {
            return .later(after: nil)
        }
    }

    /// Which statuses may be tried again: <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>.
    static func answer(status: Int, retryAfter: String?) -> Answer {
        switch status {
        case 200..<300: .taken
        case 429, 502, 503, 504: .later(after: retryAfter.flatMap { Int64($0) }.map { .seconds(max(0, $0)) })
        default: .refused(status: status)
        }
    }
}

import LoadRig
import Foundation
import Synchronization
import Vocabulary

/// Sends requests that were written before over connections of one thread each.
struct Sending {
    /// The ports that are asked in turn, one for each instance of the service.
    let ports: [UInt16]
    /// How many connections there are.
    let connections: Int
    let pace: Pace

    /// An order that was taken.
    struct Taken: Sendable {
        let order: UUIDv7
        /// When its request was due, by ``Monotonic``.
        let due: UInt64
        /// When the answer was there.
        let answered: UInt64
    }

    /// What came of the requests.
    struct Outcome: Sendable {
        /// When the first one was due.
        var start: UInt64
        /// The orders that were taken, in no order.
        var taken: [Taken] = []
        /// Answers that were something else, by status or reason.
        var refusals: [String: Int] = [:]
    }

    /// Sends them all, and returns when each is answered.
    func send(_ requests: [[UInt8]]) async throws -> Outcome {
        let course = Course(start: Monotonic.now() + 5_000_000)
        return try await withCheckedThrowingContinuation { continuation in
            let left = Atomic(connections)
            let shared = Shared(course: course, left: left)
            for number in 0..<connections {
                let port = ports[number % ports.count]
                Thread.detachNewThread {
                    shared.course.run(requests, to: port, at: pace)
                    if shared.left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
                        continuation.resume(with: shared.course.result)
                    }
                }
            }
        }
    }

    /// What the threads share.
    private final class Shared: Sendable {
        let course: Course
        let left: Atomic<Int>

        init(course: Course, left: consuming Atomic<Int>) {
            self.course = course
            self.left = left
        }
    }
}

/// The course of a sending, which its threads share.
private final class Course: Sendable {
    private let start: UInt64
    private let next = Atomic(0)
    private let outcome: Mutex<Result<Sending.Outcome, any Error>>

    init(start: UInt64) {
        self.start = start
        outcome = Mutex(.success(Sending.Outcome(start: start)))
    }

    var result: Result<Sending.Outcome, any Error> { outcome.withLock { $0 } }

    /// Sends what is next, until nothing is left or something fails.
    func run(_ requests: [[UInt8]], to port: UInt16, at pace: Pace) {
        var own = Sending.Outcome(start: start)
        do {
            let connection = try HTTPConnection(port: port)
            while case .success = result {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < requests.count else { break }
                var due = Monotonic.now()
                if let offset = pace.due(number) {
                    due = start + offset
                    Monotonic.sleep(until: due)
                }
                let answer = try connection.exchange(requests[number])
                own.note(answer, due: due, answered: Monotonic.now())
            }
        } catch {
            outcome.withLock { $0 = .failure(error) }
        }
        outcome.withLock { outcome in
            guard case .success(var all) = outcome else { return }
            all.taken += own.taken
            all.refusals.merge(own.refusals, uniquingKeysWith: +)
            outcome = .success(all)
        }
    }
}

extension Sending.Outcome {
    /// Takes up an answer to an import.
    mutating func note(_ answer: HTTPConnection.Answer, due: UInt64, answered: UInt64) {
        guard answer.status == 200 else {
            refusals["status \(answer.status)", default: 0] += 1
            return
        }
        let report = ImportAnswer(answer.body)
        taken += report.taken.map { Sending.Taken(order: $0, due: due, answered: answered) }
        refusals.merge(report.refusals, uniquingKeysWith: +)
    }
}

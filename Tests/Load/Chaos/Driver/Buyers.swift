import Dispatch
import Foundation
import LoadRig
import Synchronization
import Vocabulary

/// Buyers who order at a fixed rate, whatever the system makes of it, and of whom none gives up soon: each sends an order
/// again, with its key, until it is answered.
final class Buyers: Sendable {
    private let doors: Doors
    private let pace: Pace
    private let book: OrderBook
    private let start = Monotonic.now()
    /// Counts the orders that are due and that nobody has taken up.
    private let calls = DispatchSemaphore(value: 0)
    private let course: Mutex<Course>

    private struct Course {
        var writer: OrderWriter
        var next = 0
        /// Orders that are due later are not sent.
        var end = UInt64.max
    }

    /// Each waits for one answer at a time; so many are busy when half of the instances stand still.
    private static let threads = 96
    /// How long one request may take, in seconds.
    private static let limit = 3
    /// How long an order is sent again and again, in nanoseconds.
    private static let patience: UInt64 = 120_000_000_000
    /// Between two attempts, in nanoseconds.
    private static let pause: UInt64 = 200_000_000

    /// - Parameters:
    ///   - ports: those of the instances of orders.
    ///   - rate: orders a second.
    init(writer: OrderWriter, ports: [UInt16], rate: Double, book: OrderBook) {
        doors = Doors(ports)
        pace = .fixed(perSecond: rate)
        self.book = book
        course = Mutex(Course(writer: writer))
    }

    /// Has them order until ``stop()``, and returns when each is answered or has given up, with the writer for those who
    /// come next.
    func order() async throws -> OrderWriter {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.onThread { self.callOut() } }
            for _ in 0..<Self.threads {
                group.addTask { try await self.onThread { try self.orderOneByOne() } }
            }
            try await group.waitForAll()
        }
        return course.withLock(\.writer)
    }

    /// Lets those be the last that are due by now.
    func stop() {
        course.withLock { $0.end = Monotonic.now() }
    }

    /// The buyers wait in the kernel, so they have threads of their own rather than those that tasks share.
    private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { ended.resume(with: Result { try body() }) }
        }
    }

    /// Calls for a buyer whenever an order is due, and for all at the end, who then find nothing to send.
    private func callOut() {
        var number = 0
        while true {
            let due = start + (pace.due(number) ?? 0)
            Monotonic.sleep(until: due)
            if due >= course.withLock(\.end) { break }
            calls.signal()
            number += 1
        }
        for _ in 0..<Self.threads { calls.signal() }
    }

    private func orderOneByOne() throws {
        var connections: [UInt16: HTTPConnection] = [:]
        calls.wait()
        while let (number, due, request) = try next() {
            send(request, number, due: due, over: &connections)
            calls.wait()
        }
    }

    private func next() throws -> (number: Int, due: UInt64, request: [UInt8])? {
        try course.withLock { course in
            let due = start + (pace.due(course.next) ?? 0)
            guard due < course.end else { return nil }
            defer { course.next += 1 }
            return (course.next, due, try course.writer.retail())
        }
    }

    /// Sends an order until it is answered. No answer, and one that blames the service, say nothing of whether it was taken.
    private func send(
        _ request: [UInt8], _ number: Int, due: UInt64, over connections: inout [UInt16: HTTPConnection]
    ) {
        var attempt = 0
        while Monotonic.now() < due + Self.patience {
            let port = doors.door(for: number + attempt, at: Monotonic.now())
            if let answer = answer(to: request, at: port, over: &connections), answer.status < 500 {
                return note(answer, due: due)
            }
            attempt += 1
            book.note { $0.repeats += 1 }
            Monotonic.sleep(until: Monotonic.now() + Self.pause)
        }
        book.note { $0.unanswered += 1 }
    }

    private func answer(
        to request: [UInt8], at port: UInt16, over connections: inout [UInt16: HTTPConnection]
    ) -> HTTPConnection.Answer? {
        do {
            let connection = try connections[port] ?? HTTPConnection(port: port, limit: Self.limit)
            connections[port] = connection
            return try connection.exchange(request)
        } catch {
            connections[port] = nil
            doors.shut(port, at: Monotonic.now())
            return nil
        }
    }

    private func note(_ answer: HTTPConnection.Answer, due: UInt64) {
        let waited = Int((Monotonic.now() - due) / 1_000_000)
        book.note { entries in
            guard answer.status == 201, let receipt = OrderReceipt(answer.body) else {
                entries.refused[answer.status, default: 0] += 1
                return
            }
            entries.accepted.append(receipt.order)
            entries.slowest = max(entries.slowest, waited)
        }
    }
}

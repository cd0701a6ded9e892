internal import Delivery
internal import Eventing
internal import Logging
internal import Runtime
internal import Synchronization
internal import Vocabulary

/// The built-in provider, which moves no money: it decides by the means of payment, and notifies over HTTP like others.
///
/// `approve` is captured, `abandon` never answered, `decline` and all else declined for good. What it has to tell it
/// tells at least once; if it forgets by a restart, it is asked again and tells the same.
final class SandboxProvider: PaymentProvider {
    /// Its name in payments and notifications.
    static let name = "sandbox"
    /// How many notifications it sends at once.
    static let notifiedAtOnce = 100

    private let clock: DomainClock
    private let logger: Logger
    private let signature: @Sendable () async throws -> PaymentSignature
    private let waiting = Mutex<[PaymentNotification]>([])
    private let wakeup = Wakeup()

    /// - Parameter signature: gives the signature that it signs with.
    init(clock: DomainClock, logger: Logger, signature: @escaping @Sendable () async throws -> PaymentSignature) {
        self.clock = clock
        self.logger = logger
        self.signature = signature
    }

    func take(_ requests: [PaymentRequest]) {
        let decided = requests.compactMap { decide($0) }
        waiting.withLock { waiting in
            let told = Set(waiting.map(\.id))
            waiting += decided.filter { !told.contains($0.id) }
        }
        wakeup.signal()
    }

    func giveBack(_ requests: [ReturnRequest]) {}

    private func decide(_ request: PaymentRequest) -> PaymentNotification? {
        if request.instrument == "abandon" { return nil }
        let isApproved = request.instrument == "approve"
        return PaymentNotification(
            // One identifier for one decision, so that what is told again after a restart is known.
            id: UUIDv7(high: request.payment.high, low: ~request.payment.low | 1 << 63), payment: request.payment,
            outcome: isApproved ? .captured : .declined, amountFen: isApproved ? request.amount : 0, at: clock.now(),
            isFinal: !isApproved)
    }

    /// Notifies until it is cancelled, waiting longer from failure to failure.
    func run(notifying url: String) async {
        var backoff = NotificationBackoff()
        while !Task.isCancelled {
            let batch = waiting.withLock { Array($0.prefix(Self.notifiedAtOnce)) }
            if batch.isEmpty {
                await wakeup.wait(atMost: .seconds(1))
                continue
            }
            do {
                try await notify(batch, at: url)
                waiting.withLock { $0.removeFirst(batch.count) }
                backoff = NotificationBackoff()
            } catch {
                if Task.isCancelled { return }
                logger.warning("notifications wait", metadata: ["count": "\(batch.count)", "reason": "\(error)"])
                try? await Task.sleep(for: backoff.next())
            }
        }
    }

    private func notify(_ batch: [PaymentNotification], at url: String) async throws {
        let body = try PaymentNotifications(provider: Self.name, notifications: batch).encoded()
        let request = OutgoingRequest(
            "POST", url + "/payments/notifications",
            headers: [
                "Content-Type": "application/json", PaymentSignature.header: try await signature().sign(body),
            ],
            body: body)
        let status = try await request.answer(within: .seconds(10)).status
        guard (200..<300).contains(status) else { throw NotAccepted(status: status) }
    }

    /// The notified service did not take it.
    private struct NotAccepted: Error, CustomStringConvertible {
        var status: Int
        var description: String { "the service answered \(status)" }
    }
}

/// How long a provider waits before it notifies again: 0.1 s, and twice as long each time, up to 30 s.
struct NotificationBackoff {
    private var last = Duration.milliseconds(50)

    mutating func next() -> Duration {
        last = min(last * 2, .seconds(30))
        return last
    }
}

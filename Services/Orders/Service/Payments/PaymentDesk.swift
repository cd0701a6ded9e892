internal import Delivery
internal import Logging
internal import Postgres
internal import Runtime
internal import Synchronization
internal import Tracing
internal import Vocabulary

/// Deals with payment providers: asks them for open payments and for returns, and knows their signatures.
final class PaymentDesk: Sendable {
    /// The built-in provider.
    let sandbox: SandboxProvider
    /// Woken when a payment was opened.
    let wakeup = Wakeup()

    private let workbench: Workbench
    private let provider: any PaymentProvider
    private let signatures: ProviderSignatures

    /// How many payments a provider is asked for at once.
    static let askedAtOnce = 100

    convenience init(_ workbench: Workbench) {
        let signatures = ProviderSignatures(workbench.pool)
        let sandbox = SandboxProvider(clock: workbench.clock, logger: workbench.logger) {
            try await signatures.signature(of: SandboxProvider.name)
        }
        self.init(workbench, sandbox: sandbox, signatures: signatures)
    }

    private init(_ workbench: Workbench, sandbox: SandboxProvider, signatures: ProviderSignatures) {
        self.workbench = workbench
        self.sandbox = sandbox
        self.signatures = signatures
        provider = sandbox
    }

    /// Whether a notification comes from the provider.
    func isAuthentic(_ signature: String, over body: [UInt8]) async throws -> Bool {
        try await signatures.signature(of: SandboxProvider.name).isAuthentic(signature, over: body)
    }

    /// Asks until it is cancelled. What a provider does not take, or does not answer, it is asked for again.
    func run() async {
        while !Task.isCancelled {
            do {
                while try await askForPayments() == Self.askedAtOnce {}
                while try await askForReturns() == Self.askedAtOnce {}
            } catch {
                if Task.isCancelled { return }
                workbench.logger.error("payments wait", metadata: ["reason": "\(error)"])
            }
            await wakeup.wait(atMost: .milliseconds(200))
        }
    }

    /// Asks for payments that were not asked for, or not answered in time, and returns how many these were.
    func askForPayments() async throws -> Int {
        let requests = try await workbench.pool.withTransaction { transaction in
            try await PaymentRequestStore(transaction: transaction).takePayments(atMost: Self.askedAtOnce)
        }
        if !requests.isEmpty { try await take(requests) }
        return requests.count
    }

    private func take(_ requests: [PaymentRequest]) async throws {
        let spans = WorkSpans(requests, ofKind: .client, from: \.trace) {
            ("ask for payment", ["throughtrain.payment": .string($0.payment.description)])
        }
        do {
            try await provider.take(requests)
        } catch {
            spans.fail(error)
            throw error
        }
        spans.end()
    }

    /// Asks for returns that wait, and returns how many these were.
    func askForReturns() async throws -> Int {
        let requests = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await PaymentRequestStore(transaction: transaction).waitingReturns(atMost: Self.askedAtOnce)
        }
        if requests.isEmpty { return 0 }
        try await provider.giveBack(requests)
        try await workbench.pool.withTransaction { transaction in
            try PaymentRequestStore(transaction: transaction).noteGivenBack(requests.map(\.id))
        }
        return requests.count
    }
}

/// The signatures of providers, read once.
private final class ProviderSignatures: Sendable {
    private let pool: PostgresPool
    private let known = Mutex<[String: PaymentSignature]>([:])

    init(_ pool: PostgresPool) {
        self.pool = pool
    }

    func signature(of provider: String) async throws -> PaymentSignature {
        if let known = known.withLock({ $0[provider] }) { return known }
        let secrets = try await pool.query("SELECT secret FROM payment_provider WHERE name = \(provider)")
            .decode([UInt8].self)
        guard let secret = secrets.first else { throw Problem.notFound("payment provider \(provider)") }
        let signature = PaymentSignature(secret: secret)
        known.withLock { $0[provider] = signature }
        return signature
    }
}

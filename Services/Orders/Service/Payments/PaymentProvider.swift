internal import Eventing
internal import Vocabulary

/// Takes money from buyers, and gives it back, outside of this system.
protocol PaymentProvider: Sendable {
    /// Asks it to take money. It answers by notifications, in its own time, perhaps never. Asked again for the same
    /// payment, it takes nothing a second time.
    func take(_ requests: [PaymentRequest]) async throws

    /// Asks it to give money back. Asked again for the same return, it gives nothing a second time.
    /// - Throws: if it did not take the request; it is asked again.
    func giveBack(_ requests: [ReturnRequest]) async throws
}

/// What a provider is asked to take.
struct PaymentRequest: Sendable {
    var payment: UUIDv7
    /// The means of payment that the buyer chose.
    var instrument: String
    var amount: Fen
    /// The trace that the payment's order was placed in.
    var trace: TraceContext?
}

/// What a provider is asked to give back.
struct ReturnRequest: Sendable {
    var id: UUIDv7
    var payment: UUIDv7
    var amount: Fen
}

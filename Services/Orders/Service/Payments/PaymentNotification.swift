internal import Eventing
internal import Vocabulary

/// What a provider tells of a payment.
struct PaymentNotification: Record {
    /// What became of it.
    enum Outcome: String, CodeFieldValue {
        /// The money was taken.
        case captured
        /// Nothing was taken.
        case declined
    }

    /// The notification's own identifier: it may be told more than once, and counts once.
    var id: UUIDv7
    var payment: UUIDv7
    var outcome: Outcome
    /// What was taken; 0 if nothing was.
    var amountFen: Fen
    /// When it happened at the provider.
    var at: Instant
    /// Whether trying again is useless. Says something only of what was declined.
    var isFinal: Bool

    init(id: UUIDv7, payment: UUIDv7, outcome: Outcome, amountFen: Fen, at: Instant, isFinal: Bool) {
        self.id = id
        self.payment = payment
        self.outcome = outcome
        self.amountFen = amountFen
        self.at = at
        self.isFinal = isFinal
    }

    init(_ fields: inout some FieldCoder, _ notification: PaymentNotification?) throws(EventFault) {
        id = try fields.field("notification_id", notification?.id)
        payment = try fields.field("payment_id", notification?.payment)
        outcome = try fields.field("outcome", notification?.outcome)
        amountFen = try fields.field("amount_fen", notification?.amountFen)
        at = try fields.field("at", notification?.at)
        isFinal = try fields.optional("final", notification?.isFinal) ?? false
    }
}

/// The body by which a provider notifies: what it has to tell, together.
struct PaymentNotifications: Record {
    var provider: String
    var notifications: [PaymentNotification]

    init(provider: String, notifications: [PaymentNotification]) {
        self.provider = provider
        self.notifications = notifications
    }

    init(_ fields: inout some FieldCoder, _ body: PaymentNotifications?) throws(EventFault) {
        provider = try fields.field("provider", body?.provider)
        notifications = try fields.field("notifications", body?.notifications)
    }
}

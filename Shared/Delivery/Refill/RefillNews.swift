internal import AMQP
internal import Eventing
internal import Postgres
internal import Vocabulary

/// What is said of an answer beside its events. It comes on the same queue, in order with them.
struct RefillNews: Record, Hashable {
    /// The request that is answered.
    var request: UUIDv7
    /// What was asked for.
    var source: EventSource
    /// How far the answer has come; only when the log was asked for.
    var progress: RefillProgress?
    /// Where the log begins; only before an answer with all of it.
    var beginning: LogBeginning?
    /// Why there will be no answer.
    var refusal: String?
    /// Versions that were asked for and will never come.
    var gone: [GoneVersions]

    init(
        of request: RefillRequest, progress: RefillProgress? = nil, refusal: String? = nil, gone: [GoneVersions] = []
    ) {
        self.init(of: request.id, source: request.source, progress: progress, refusal: refusal, gone: gone)
    }

    init(
        of request: UUIDv7, source: EventSource, progress: RefillProgress? = nil, beginning: LogBeginning? = nil,
        refusal: String? = nil, gone: [GoneVersions] = []
    ) {
        self.request = request
        self.source = source
        self.progress = progress
        self.beginning = beginning
        self.refusal = refusal
        self.gone = gone
    }

    init(_ fields: inout some FieldCoder, _ news: RefillNews?) throws(EventFault) {
        request = try fields.field("request", news?.request)
        source = try fields.field("source", news?.source)
        progress = try fields.optional("progress", news?.progress)
        beginning = try fields.optional("beginning", news?.beginning)
        refusal = try fields.optional("refusal", news?.refusal)
        gone = try fields.field("gone", news?.gone)
    }

    /// By which the message that carries it is told from one with events.
    static let contentType = "application/vnd.throughtrain.refill-news+json"

    /// The message by which a teller says it to the one who asked.
    func message(to asker: String) throws(EventFault) -> AMQPMessage {
        AMQPMessage(
            exchange: Subscription.refillsExchange, routingKey: Self.routingKey(source, asker: asker),
            body: try encoded(), contentType: Self.contentType)
    }

    /// The key by which one who asked hears the answers: `orders.order.catalogue`.
    static func routingKey(_ source: EventSource, asker: String) -> String {
        "\(source.service).\(source.aggregate).\(asker)"
    }
}

/// How far an answer with a source's log has come.
struct RefillProgress: Record, Hashable {
    /// How many events it has brought.
    var sent: Int64
    /// When the last of them was told.
    var through: Instant?
    /// Whether it is all there.
    var isFinished: Bool

    init(sent: Int64, through: Instant?, isFinished: Bool) {
        self.sent = sent
        self.through = through
        self.isFinished = isFinished
    }

    init(_ fields: inout some FieldCoder, _ progress: RefillProgress?) throws(EventFault) {
        sent = try fields.field("sent", progress?.sent)
        through = try fields.optional("through", progress?.through)
        isFinished = try fields.field("finished", progress?.isFinished)
    }
}

/// Why versions will never come.
enum GoneCause: String, CodeFieldValue, StoredAsText {
    /// The days that they were told on were dropped from the log.
    case dropped
    /// The teller's schema was restored from a dump that was made before them.
    case lost
    /// They were dropped, and a later event of their kind, which was kept, says what still holds.
    case superseded
}

/// Versions of a subject that will never come.
struct GoneVersions: Record, Hashable {
    var versions: MissingVersions
    var cause: GoneCause

    init(_ versions: MissingVersions, _ cause: GoneCause) {
        self.versions = versions
        self.cause = cause
    }

    init(_ fields: inout some FieldCoder, _ gone: GoneVersions?) throws(EventFault) {
        versions = try fields.field("versions", gone?.versions)
        cause = try fields.field("cause", gone?.cause)
    }
}

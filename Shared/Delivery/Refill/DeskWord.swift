internal import AMQP
internal import Eventing
internal import Postgres

/// What comes on a service's queues beside events, in order with them: a word from the desk of another service.
enum DeskWord: Sendable, Equatable {
    /// What is said of an answer.
    case news(RefillNews)
    /// What a restored service asks of those who heard it.
    case question(HeardQuestion)

    /// Reads a delivery; nil for one that carries events.
    /// - Parameter routingKey: by which it was published.
    /// - Throws: for a word that cannot be read, or is of another service than the key says, which the broker vouches for.
    init?(_ delivery: AMQPDelivery, routingKey: String) throws(EventFault) {
        let source: EventSource
        switch delivery.properties.contentType {
        case RefillNews.contentType:
            let news = try RefillNews(decoding: delivery.body)
            (self, source) = (.news(news), news.source)
        case HeardQuestion.contentType:
            let question = try HeardQuestion(decoding: delivery.body)
            (self, source) = (.question(question), question.source)
        default: return nil
        }
        // A word of which versions are gone leads past them: its key is worth nothing where anybody may write it.
        if let detour = delivery.detour {
            throw .invalid(field: "source", expected: "vouched for, since the word \(detour)")
        }
        guard routingKey.hasPrefix("\(source.service).\(source.aggregate).") else {
            throw .invalid(field: "source", expected: "that of the key \(routingKey)")
        }
    }

    /// Whether subjects may go on by it past versions that will never come.
    var leadsOn: Bool {
        if case .news(let news) = self { !news.gone.isEmpty } else { false }
    }

    /// Takes note of it, in the transaction of the events that came before it.
    func note(in transaction: PostgresTransaction) throws {
        switch self {
        case .news(let news): try RefillBook(in: transaction).note(news)
        case .question(let question): try question.note(in: transaction)
        }
    }
}

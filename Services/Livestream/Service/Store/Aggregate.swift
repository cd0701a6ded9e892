internal import Delivery
internal import Postgres
internal import Runtime

/// The kinds of aggregates that the history tells of.
enum Aggregate: String, StoredAsText {
    case programme, presenter, episode, offer, day
}

typealias HistoryEntry = Runtime.HistoryEntry<Aggregate>

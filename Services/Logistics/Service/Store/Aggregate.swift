internal import Delivery
internal import Postgres
internal import Runtime

/// The kinds of aggregates that the history tells of.
enum Aggregate: String, StoredAsText {
    case site, vehicle, lane, destination, consignment, shift, run
}

typealias HistoryEntry = Runtime.HistoryEntry<Aggregate>

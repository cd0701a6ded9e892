internal import LogisticsEvents
internal import Postgres
internal import Vocabulary

/// What shows that goods changed hands, in the database. The first word on a consignment stays, and what is said of one
/// that is not known is left out: whether to take it is decided elsewhere.
struct HandoverStore {
    let transaction: PostgresTransaction

    /// Notes that vehicles took consignments, and what they weighed. Nothing waits for it.
    func note(_ collected: [ConsignmentCollected]) throws {
        try transaction.send(
            """
            INSERT INTO handover (consignment, stage, at, station, proof_kind, proof_digest)
            SELECT consignment.id, 'collected', at, said.station, 'photo', digest
            FROM unnest(
                \(collected.map(\.consignmentID)), \(collected.map(\.collectedAt)), \(collected.map(\.site)),
                \(collected.map(\.proof))
            ) AS said (consignment, at, station, digest)
            JOIN consignment ON consignment.id = said.consignment
            ON CONFLICT DO NOTHING
            """)
        let items = collected.flatMap { event in event.items.map { (consignment: event.consignmentID, item: $0) } }
        try transaction.send(
            """
            INSERT INTO weighing (allocation, weight_g)
            SELECT allocation.id, weight_g
            FROM unnest(
                \(items.map(\.consignment)), \(items.map(\.item.allocationID)), \(items.map(\.item.weightG))
            ) AS said (consignment, allocation, weight_g)
            JOIN allocation ON allocation.id = said.allocation AND allocation.consignment = said.consignment
            ON CONFLICT DO NOTHING
            """)
    }

    /// Notes that buyers took consignments. Nothing waits for it.
    func note(_ delivered: [ConsignmentDelivered]) throws {
        try transaction.send(
            """
            INSERT INTO handover (consignment, stage, at, proof_kind, proof_digest)
            SELECT consignment.id, 'delivered', at, kind, digest
            FROM unnest(
                \(delivered.map(\.consignmentID)), \(delivered.map(\.deliveredAt)),
                \(delivered.map(\.proof.kind.rawValue)), \(delivered.map(\.proof.digest))
            ) AS said (consignment, at, kind, digest)
            JOIN consignment ON consignment.id = said.consignment
            ON CONFLICT DO NOTHING
            """)
    }
}

internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// Appeals for higher floors.
struct FloorAppealStore {
    let transaction: PostgresTransaction

    /// Keeps an appeal that was just filed.
    func insert(_ appeal: FloorAppeal) throws {
        try transaction.send(
            """
            INSERT INTO floor_appeal (id, product, fen, per, grounds, asked_by, asked_at, state)
            VALUES (\(appeal.id), \(appeal.productID), \(appeal.floor.fen), \(appeal.floor.per), \(appeal.grounds),
                \(appeal.appellant), \(appeal.filedAt), \(appeal.state))
            """)
    }

    /// Locks and loads an appeal.
    func load(_ id: UUIDv7) async throws -> FloorAppeal? {
        try await transaction.query(
            """
            SELECT product, fen, per, grounds, asked_by, asked_at, state FROM floor_appeal WHERE id = \(id) FOR UPDATE
            """
        ).decode(
            UUIDv7.self, Fen.self, PriceBasis.self, String.self, String.self, Instant.self, FloorAppeal.State.self
        ).first.map { product, fen, per, grounds, appellant, filedAt, state in
            FloorAppeal(
                id: id, productID: product, floor: Price(fen, per), grounds: grounds, appellant: appellant,
                filedAt: filedAt, state: state)
        }
    }

    /// Saves how an appeal was decided.
    func close(_ appeal: FloorAppeal, by decider: String, at now: Instant) throws {
        try transaction.send(
            """
            UPDATE floor_appeal SET state = \(appeal.state), decided_by = \(decider), decided_at = \(now)
            WHERE id = \(appeal.id)
            """)
    }
}

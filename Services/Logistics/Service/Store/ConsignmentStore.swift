internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// Consignments, with what is in them.
struct ConsignmentStore {
    let transaction: PostgresTransaction

    /// Consignments, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock = .none) async throws -> [Consignment] {
        let consignments = try transaction.send(
            """
            SELECT \(unescaped: ConsignmentReader.columns) FROM consignment WHERE id = ANY (\(ids)) ORDER BY id
            \(unescaped: lock.rawValue)
            """)
        let items = try transaction.send(
            """
            SELECT \(unescaped: ConsignmentReader.itemColumns) FROM consignment_item WHERE consignment = ANY (\(ids))
            ORDER BY consignment, position
            """)
        return try ConsignmentReader(consignments: await consignments.rows, items: await items.rows).read()
    }

    /// Which of some consignments there are already.
    func known(among ids: [UUIDv7]) async throws -> Set<UUIDv7> {
        Set(
            try await transaction.query("SELECT id FROM consignment WHERE id = ANY (\(ids))").decode(UUIDv7.self))
    }

    /// The consignments of orders, in the order of their ids.
    func ids(ofOrders orders: [UUIDv7]) async throws -> [(id: UUIDv7, order: UUIDv7)] {
        try await transaction.query(
            "SELECT id, order_id FROM consignment WHERE order_id = ANY (\(orders)) ORDER BY id"
        ).decode(UUIDv7.self, UUIDv7.self).map { (id: $0.0, order: $0.1) }
    }

    /// Keeps new consignments.
    func insert(_ consignments: [Consignment]) throws(PostgresError) {
        guard !consignments.isEmpty else { return }
        let requests = consignments.map(\.request)
        let ways = consignments.map(\.itinerary)
        try transaction.send(
            """
            INSERT INTO consignment (id, order_id, direction, origin, destination, destination_kind, city, band_minimum,
                band_maximum, band_allowed_minutes, ready_from, deliver_by, priority, hub, depot, destination_longitude,
                destination_latitude, collect_from, collect_to, state, run, site, collected_at, failed_collections,
                failed_deliveries)
            SELECT * FROM unnest(
                \(requests.map(\.id)), \(requests.map(\.orderID)), \(requests.map(\.direction)),
                \(requests.map(\.originID)), \(requests.map(\.destinationID)), \(requests.map(\.destinationKind)),
                \(requests.map(\.city)), \(requests.map(\.band?.minimum)), \(requests.map(\.band?.maximum)),
                \(requests.map(\.band?.allowedMinutes)), \(requests.map(\.readyFrom)), \(requests.map(\.deliverBy)),
                \(requests.map(\.priority)), \(ways.map(\.?.hubID)), \(ways.map(\.?.depotID)),
                \(ways.map(\.?.destination.coordinate.longitude)), \(ways.map(\.?.destination.coordinate.latitude)),
                \(ways.map(\.?.collect.from)), \(ways.map(\.?.collect.to)), \(consignments.map(\.state)),
                \(consignments.map(\.runID)), \(consignments.map(\.siteID)), \(consignments.map(\.collectedAt)),
                \(consignments.map(\.failedCollections)), \(consignments.map(\.failedDeliveries)))
            """)
        try insertItems(of: consignments)
    }

    private func insertItems(of consignments: [Consignment]) throws(PostgresError) {
        let rows = consignments.flatMap { consignment in
            consignment.items.enumerated().map { (id: consignment.id, position: Int32($0 + 1), item: $1) }
        }
        let items = rows.map(\.item)
        try transaction.send(
            """
            INSERT INTO consignment_item (consignment, position, allocation, lot, product, goods_class, unit, ordered,
                pieces, gross_g, volume_ml, withdrawn, collected, missing, condemned, delivered, refused)
            SELECT * FROM unnest(
                \(rows.map(\.id)), \(rows.map(\.position)), \(items.map(\.allocationID)), \(items.map(\.lotID)),
                \(items.map(\.productID)), \(items.map(\.goodsClass)), \(items.map(\.ordered.unit)),
                \(items.map(\.ordered.amount)), \(items.map(\.pieces)), \(items.map(\.orderedLoad.grams)),
                \(items.map(\.orderedLoad.millilitres)), \(items.map(\.withdrawn)), \(items.map(\.collected)),
                \(items.map(\.missing)), \(items.map(\.condemned)), \(items.map(\.delivered)), \(items.map(\.refused)))
            """)
    }

    /// Saves where consignments stand, and what has become of their goods. What was asked for stays, and the way too.
    func update(_ consignments: [Consignment]) throws(PostgresError) {
        guard !consignments.isEmpty else { return }
        let pickUps = consignments.map(\.pickUp)
        try transaction.send(
            """
            UPDATE consignment SET state = new.state, run = new.run, site = new.site, collected_at = new.collected_at,
                failed_collections = new.failed_collections, failed_deliveries = new.failed_deliveries,
                pick_up_code = new.pick_up_code, pick_up_by = new.pick_up_by,
                pick_up_wrong_tries = new.pick_up_wrong_tries
            FROM unnest(
                \(consignments.map(\.id)), \(consignments.map(\.state)), \(consignments.map(\.runID)),
                \(consignments.map(\.siteID)), \(consignments.map(\.collectedAt)),
                \(consignments.map(\.failedCollections)), \(consignments.map(\.failedDeliveries)),
                \(pickUps.map(\.?.codeDigest)), \(pickUps.map(\.?.deadline)), \(pickUps.map(\.?.wrongTries))
            ) AS new (id, state, run, site, collected_at, failed_collections, failed_deliveries, pick_up_code,
                pick_up_by, pick_up_wrong_tries)
            WHERE consignment.id = new.id
            """)
        let items = consignments.flatMap(\.items)
        try transaction.send(
            """
            UPDATE consignment_item SET withdrawn = new.withdrawn, collected = new.collected, missing = new.missing,
                condemned = new.condemned, delivered = new.delivered, refused = new.refused
            FROM unnest(
                \(items.map(\.allocationID)), \(items.map(\.withdrawn)), \(items.map(\.collected)),
                \(items.map(\.missing)), \(items.map(\.condemned)), \(items.map(\.delivered)), \(items.map(\.refused))
            ) AS new (allocation, withdrawn, collected, missing, condemned, delivered, refused)
            WHERE consignment_item.allocation = new.allocation
                AND (consignment_item.withdrawn, consignment_item.collected, consignment_item.missing,
                    consignment_item.condemned, consignment_item.delivered, consignment_item.refused)
                    IS DISTINCT FROM
                    (new.withdrawn, new.collected, new.missing, new.condemned, new.delivered, new.refused)
            """)
    }
}

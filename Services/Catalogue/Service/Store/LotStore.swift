internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// Lots and where their goods are.
struct LotStore {
    let transaction: PostgresTransaction

    /// Loads lots and locks them, in the order of their ids.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Lot] {
        try lock(ids)
        let lots = try await read(.ids, ids)
        return Dictionary(lots.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Locks lots in the order of their ids.
    func lock(_ ids: [UUIDv7]) throws {
        try transaction.send("SELECT FROM lot WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE")
    }

    /// The lots of some products that are on sale, as they are. Nobody is kept from changing them.
    func listed(of products: [UUIDv7]) async throws -> [Lot] {
        try await read(.listedProducts, products)
    }

    /// Lots as they are, by their ids. Nobody is kept from changing them.
    func look(at ids: [UUIDv7]) async throws -> [Lot] {
        try await read(.ids, ids)
    }

    /// By what lots are looked up.
    private enum Key: String {
        case ids = "lot.id"
        case listedProducts = "lot.state = 'listed' AND lot.product"
    }

    private func read(_ key: Key, _ ids: [UUIDv7]) async throws -> [Lot] {
        let lots = try transaction.send(
            """
            SELECT lot.id, product, title, producer, kind, token, station, village, harvested_on, expires_on, grade,
                producer_price_fen, producer_price_per, production_order, state, unit, received,
                ARRAY[available, set_aside, reserved, committed, quarantined, consumed, returned, lost],
                inspection, certificate
            FROM lot JOIN producer ON producer.id = producer
            WHERE \(unescaped: key.rawValue) = ANY (\(ids)) ORDER BY lot.id
            """)
        let members = try transaction.send(
            """
            SELECT lot, lot_member.token, amount FROM lot_member JOIN lot ON lot.id = lot
            WHERE \(unescaped: key.rawValue) = ANY (\(ids)) ORDER BY lot, position
            """)
        let parents = try transaction.send(
            """
            SELECT lot, parent FROM lot_parent JOIN lot ON lot.id = lot
            WHERE \(unescaped: key.rawValue) = ANY (\(ids)) ORDER BY lot, parent
            """)
        let rows = try await lots.rows.decode(
            UUIDv7.self, UUIDv7.self, LotTitle.self, UUIDv7.self, ProducerKind.self, Token?.self, UUIDv7.self,
            DivisionCode.self, Day.self, Day.self, String.self, Fen.self, PriceBasis.self, UUIDv7?.self,
            LotState.self, QuantityUnit.self, Int64.self, [Int64].self, UUIDv7?.self, UUIDv7?.self)
        let membersOf = Dictionary(
            grouping: try await members.rows.decode(UUIDv7.self, Token.self, Int64.self), by: \.0)
        let parentsOf = Dictionary(
            grouping: try await parents.rows.decode(UUIDv7.self, UUIDv7.self), by: \.0)
        return try rows.map { row in
            let parts = Dictionary(uniqueKeysWithValues: zip(LotPart.columns, row.17))
            return Lot(
                id: row.0, productID: row.1, title: row.2,
                producer: LotProducer(
                    id: row.3, kind: row.4, token: row.5,
                    members: (membersOf[row.0] ?? []).map { LotProducer.Member(token: $0.1, amount: $0.2) }),
                origin: LotOrigin(
                    stationID: row.6, village: row.7, harvestedOn: row.8, expiresOn: row.9, grade: row.10,
                    producerPrice: Price(row.11, row.12), productionOrderID: row.13,
                    parents: (parentsOf[row.0] ?? []).map(\.1)),
                state: row.14, stock: try LotStock(received: Quantity(row.16, row.15), parts),
                inspectionID: row.18, certificateID: row.19)
        }
    }

    /// A lot with all that was made of it, at whatever remove.
    func descent(of lot: UUIDv7) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            WITH RECURSIVE descent (lot) AS (
                SELECT \(lot) UNION SELECT lot_parent.lot FROM lot_parent JOIN descent ON lot_parent.parent = descent.lot
            ) SELECT lot FROM descent ORDER BY lot
            """
        ).decode(UUIDv7.self)
    }

    /// The lock of those who weigh in, which they share.
    private static let scales = "hashtext(current_schema() || '.scales')"

    /// Lets no lot be weighed in until the transaction ends, and waits for those that are being weighed in: else one might be put
    /// on sale by what was known before, and be missed by what is announced of its household now.
    func holdScales() throws {
        try transaction.send("SELECT pg_advisory_xact_lock(\(unescaped: Self.scales))")
    }

    /// Keeps new lots.
    func insert(_ lots: [Lot]) throws {
        let origins = lots.map(\.origin)
        try transaction.send("SELECT pg_advisory_xact_lock_shared(\(unescaped: Self.scales))")
        try transaction.send(
            """
            INSERT INTO lot (id, product, title, producer, station, village, harvested_on, expires_on, grade,
                producer_price_fen, producer_price_per, production_order, state, unit, received, available, set_aside,
                reserved, committed, quarantined, consumed, returned, lost, inspection, certificate)
            SELECT * FROM unnest(
                \(lots.map(\.id)), \(lots.map(\.productID)), \(lots.map(\.title)), \(lots.map(\.producer.id)),
                \(origins.map(\.stationID)), \(origins.map(\.village)), \(origins.map(\.harvestedOn)),
                \(origins.map(\.expiresOn)), \(origins.map(\.grade)), \(origins.map(\.producerPrice.fen)),
                \(origins.map(\.producerPrice.per)), \(origins.map(\.productionOrderID)), \(lots.map(\.state)),
                \(lots.map(\.stock.unit)), \(lots.map(\.stock.received)), \(lots.map { $0.stock[.available] }),
                \(lots.map { $0.stock[.setAside] }), \(lots.map { $0.stock[.reserved] }),
                \(lots.map { $0.stock[.committed] }), \(lots.map { $0.stock[.quarantined] }),
                \(lots.map { $0.stock[.consumed] }), \(lots.map { $0.stock[.returned] }),
                \(lots.map { $0.stock[.lost] }), \(lots.map(\.inspectionID)), \(lots.map(\.certificateID)))
            """)
        try insertParents(of: lots)
        let members = lots.flatMap { lot in
            lot.producer.members.enumerated().map { (lot: lot.id, position: Int64($0.offset), member: $0.element) }
        }
        guard !members.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO lot_member (lot, position, token, amount)
            SELECT * FROM unnest(
                \(members.map(\.lot)), \(members.map(\.position)), \(members.map(\.member.token)),
                \(members.map(\.member.amount)))
            """)
    }

    private func insertParents(of lots: [Lot]) throws {
        let edges = lots.flatMap { lot in lot.origin.parents.map { (lot: lot.id, parent: $0) } }
        guard !edges.isEmpty else { return }
        try transaction.send(
            "INSERT INTO lot_parent (lot, parent) SELECT * FROM unnest(\(edges.map(\.lot)), \(edges.map(\.parent)))")
    }

    /// Keeps what may be done with lots now. Their goods move by ``move(_:)`` alone.
    func updateStates(_ lots: [Lot]) throws {
        guard !lots.isEmpty else { return }
        try transaction.send(
            """
            UPDATE lot SET state = changed.state, inspection = changed.inspection, certificate = changed.certificate
            FROM unnest(
                \(lots.map(\.id)), \(lots.map(\.state)), \(lots.map(\.inspectionID)), \(lots.map(\.certificateID)))
                AS changed (id, state, inspection, certificate)
            WHERE lot.id = changed.id
            """)
    }

    /// Keeps whom the sale of lots helps, as far as is known now.
    func keepBenefit(of lots: [Lot], knowing standings: [Token: HouseholdStanding]) throws {
        guard !lots.isEmpty else { return }
        try transaction.send(
            """
            UPDATE lot SET helps_registered = known.helps_registered
            FROM unnest(\(lots.map(\.id)), \(lots.map { $0.knownBenefit(standings).isRegistered }))
                AS known (id, helps_registered)
            WHERE lot.id = known.id AND lot.helps_registered <> known.helps_registered
            """)
    }

    /// Moves goods between the parts of lots that are locked, one row a lot however many orders they are for, and keeps
    /// how they moved.
    func move(_ movements: [StockMovement], at now: Instant) throws {
        var changes: [UUIDv7: [LotPart: Int64]] = [:]
        for moved in movements {
            let (from, to) = moved.movement.path
            changes[moved.lotID, default: [:]][from, default: 0] -= moved.amount
            changes[moved.lotID, default: [:]][to, default: 0] += moved.amount
        }
        guard !changes.isEmpty else { return }
        let lots = changes.sorted { $0.key < $1.key }
        func column(_ part: LotPart) -> [Int64] { lots.map { $0.value[part] ?? 0 } }
        try transaction.send(
            """
            UPDATE lot SET available = lot.available + moved.available, set_aside = lot.set_aside + moved.set_aside,
                reserved = lot.reserved + moved.reserved, committed = lot.committed + moved.committed,
                quarantined = lot.quarantined + moved.quarantined, consumed = lot.consumed + moved.consumed,
                returned = lot.returned + moved.returned, lost = lot.lost + moved.lost
            FROM unnest(
                \(lots.map(\.key)), \(column(.available)), \(column(.setAside)), \(column(.reserved)),
                \(column(.committed)), \(column(.quarantined)), \(column(.consumed)), \(column(.returned)),
                \(column(.lost)))
                AS moved (id, available, set_aside, reserved, committed, quarantined, consumed, returned, lost)
            WHERE lot.id = moved.id
            """)
        let kept = movements.summed()
        try transaction.send(
            """
            INSERT INTO stock_movement (lot, movement, offer, amount, at)
            SELECT *, \(now) FROM unnest(
                \(kept.map(\.lotID)), \(kept.map(\.movement)), \(kept.map(\.offerID)), \(kept.map(\.amount)))
            """)
    }
}

extension LotPart {
    /// The parts in the order in which their columns are read.
    fileprivate static let columns: [LotPart] = [
        .available, .setAside, .reserved, .committed, .quarantined, .consumed, .returned, .lost,
    ]
}

internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// What commands changed of orders that exist, written by sets: a statement for each table that is concerned.
struct OrderChanges {
    private let changed: [(before: Order, after: Order)]

    /// Compares orders as they were loaded with what they are now.
    init(from before: [UUIDv7: Order], to after: [UUIDv7: Order]) {
        changed = after.sorted { $0.key < $1.key }.compactMap { id, after in
            before[id].flatMap { $0 == after ? nil : (before: $0, after: after) }
        }
    }

    /// Writes the changes. Nothing waits for it.
    func save(in transaction: PostgresTransaction) throws {
        if changed.isEmpty { return }
        try saveOrders(in: transaction)
        try saveReservations(in: transaction)
        try saveOutcomes(in: transaction)
        try saveDeterminations(in: transaction)
        try saveNewConsignments(in: transaction)
        try saveProgress(in: transaction)
    }

    private func saveOrders(in transaction: PostgresTransaction) throws {
        let orders = changed.map(\.after)
        try transaction.send(
            """
            UPDATE sales_order AS stored SET
                state = changed.state, reserved_at = changed.reserved_at, total_fen = changed.total_fen,
                answer_due_at = changed.answer_due_at, pay_by = changed.pay_by, declines = changed.declines,
                payment = changed.payment, confirmed_at = changed.confirmed_at,
                refunded_by_claims_fen = changed.refunded_by_claims_fen,
                owed_to_registered_fen = changed.owed_to_registered_fen, cancellation = changed.cancellation
            FROM unnest(
                \(orders.map(\.id)), \(orders.map(\.state)), \(orders.map(\.reservation?.reservedAt)),
                \(orders.map(\.reservation?.total)), \(orders.map(\.answerDueAt)), \(orders.map(\.payBy)),
                \(orders.map { Int32($0.declines) }), \(orders.map(\.payment)), \(orders.map(\.confirmedAt)),
                \(orders.map(\.refundedByClaims)), \(orders.map(\.owedToRegistered)), \(orders.map(\.cancellation))
            ) AS changed (
                id, state, reserved_at, total_fen, answer_due_at, pay_by, declines, payment, confirmed_at,
                refunded_by_claims_fen, owed_to_registered_fen, cancellation)
            WHERE stored.id = changed.id
            """)
    }

    private func saveReservations(in transaction: PostgresTransaction) throws {
        let reserved = changed.filter { $0.before.reservation == nil }.flatMap { change in
            (change.after.reservation?.lines ?? []).map { (order: change.after.id, line: $0) }
        }
        if reserved.isEmpty { return }
        try transaction.send(
            """
            UPDATE order_line SET
                price_fen = reserved.price_fen, amount_fen = reserved.amount_fen, tax_class = reserved.tax_class
            FROM unnest(
                \(reserved.map(\.order)), \(reserved.map(\.line.number)), \(reserved.map(\.line.price.fen)),
                \(reserved.map(\.line.amount)), \(reserved.map(\.line.taxClass))
            ) AS reserved (order_id, number, price_fen, amount_fen, tax_class)
            WHERE order_line.order_id = reserved.order_id AND order_line.number = reserved.number
            """)
        let parts = reserved.flatMap { order, line in
            line.allocations.enumerated().map {
                Part(order: order, line: line.number, position: Int32($0), allocation: $1)
            }
        }
        try insert(parts, in: transaction)
        try insertMembers(of: parts, in: transaction)
    }

    /// A part of a reservation and its place in it.
    private struct Part {
        var order: UUIDv7
        var line: Int32
        var position: Int32
        var allocation: Allocation
    }

    private func insert(_ parts: [Part], in transaction: PostgresTransaction) throws {
        let allocations = parts.map(\.allocation)
        let outcomes = allocations.map(\.outcome)
        try transaction.send(
            """
            INSERT INTO allocation (
                order_id, line, position, id, lot, origin, producer, producer_kind, token, title, station, unit,
                quantity, gross_g, volume_ml, goods_class, band_minimum, band_maximum, band_allowed_minutes, expires_on,
                agreed_fen, delivered, withdrawn, short, condemned, refused, failed, lost_in_custody, withdrawal_asked)
            SELECT * FROM unnest(
                \(parts.map(\.order)), \(parts.map(\.line)), \(parts.map(\.position)), \(allocations.map(\.id)),
                \(allocations.map(\.lot)), \(allocations.map(\.origin)), \(allocations.map(\.producer.id)),
                \(allocations.map(\.producer.kind)), \(allocations.map(\.producer.token)), \(allocations.map(\.title)),
                \(allocations.map(\.station)), \(allocations.map(\.quantity.unit)),
                \(allocations.map(\.quantity.amount)), \(allocations.map(\.grossGrams)),
                \(allocations.map(\.volumeMillilitres)), \(allocations.map(\.goodsClass)),
                \(allocations.map(\.band?.minimum)), \(allocations.map(\.band?.maximum)),
                \(allocations.map(\.band?.allowedMinutes)), \(allocations.map(\.expiresOn)),
                \(allocations.map(\.agreedPrice.fen)), \(outcomes.map(\.delivered)), \(outcomes.map(\.withdrawn)),
                \(outcomes.map(\.short)), \(outcomes.map(\.condemned)), \(outcomes.map(\.refused)),
                \(outcomes.map(\.failed)), \(outcomes.map(\.lostInCustody)), \(outcomes.map(\.withdrawalAsked)))
            """)
    }

    private func insertMembers(of parts: [Part], in transaction: PostgresTransaction) throws {
        let members = parts.flatMap { part in
            part.allocation.producer.members.enumerated().map {
                (allocation: part.allocation.id, position: Int32($0), member: $1)
            }
        }
        if members.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO allocation_member (allocation, position, token, quantity)
            SELECT * FROM unnest(
                \(members.map(\.allocation)), \(members.map(\.position)), \(members.map(\.member.token)),
                \(members.map(\.member.quantity.amount)))
            """)
    }

    private func saveOutcomes(in transaction: PostgresTransaction) throws {
        let parts = changed.filter { $0.before.reservation != nil }.flatMap { before, after in
            zip(before.allocations, after.allocations).filter { $0.outcome != $1.outcome }.map(\.1)
        }
        if parts.isEmpty { return }
        let outcomes = parts.map(\.outcome)
        try transaction.send(
            """
            UPDATE allocation AS stored SET
                delivered = changed.delivered, withdrawn = changed.withdrawn, short = changed.short,
                condemned = changed.condemned, refused = changed.refused, failed = changed.failed,
                lost_in_custody = changed.lost_in_custody, withdrawal_asked = changed.withdrawal_asked
            FROM unnest(
                \(parts.map(\.id)), \(outcomes.map(\.delivered)), \(outcomes.map(\.withdrawn)),
                \(outcomes.map(\.short)), \(outcomes.map(\.condemned)), \(outcomes.map(\.refused)),
                \(outcomes.map(\.failed)), \(outcomes.map(\.lostInCustody)), \(outcomes.map(\.withdrawalAsked))
            ) AS changed (
                id, delivered, withdrawn, short, condemned, refused, failed, lost_in_custody, withdrawal_asked)
            WHERE stored.id = changed.id
            """)
    }

    private func saveDeterminations(in transaction: PostgresTransaction) throws {
        let found = changed.flatMap { before, after in
            after.determinations.filter { before.determinations[$0.key] == nil }.map {
                (order: after.id, found: $0.value)
            }
        }
        if found.isEmpty { return }
        try transaction.send(
            """
            INSERT INTO determination (order_id, token, status, is_beneficiary, county, evidence)
            SELECT * FROM unnest(
                \(found.map(\.order)), \(found.map(\.found.token)), \(found.map(\.found.status)),
                \(found.map(\.found.isBeneficiary)), \(found.map(\.found.county)), \(found.map(\.found.evidence)))
            """)
    }

    private func saveNewConsignments(in transaction: PostgresTransaction) throws {
        let formed = changed.filter(\.before.consignments.isEmpty).flatMap { change in
            change.after.consignments.enumerated().map {
                (order: change.after.id, position: Int32($0), consignment: $1)
            }
        }
        if formed.isEmpty { return }
        let consignments = formed.map(\.consignment)
        try transaction.send(
            """
            INSERT INTO consignment (
                order_id, position, id, station, band_minimum, band_maximum, band_allowed_minutes, ready_from,
                deliver_by, priority)
            SELECT * FROM unnest(
                \(formed.map(\.order)), \(formed.map(\.position)), \(consignments.map(\.id)),
                \(consignments.map(\.station)), \(consignments.map(\.band?.minimum)),
                \(consignments.map(\.band?.maximum)), \(consignments.map(\.band?.allowedMinutes)),
                \(consignments.map(\.readyFrom)), \(consignments.map(\.deliverBy)), \(consignments.map(\.priority)))
            """)
        let contents = consignments.flatMap { consignment in
            consignment.allocations.map { (allocation: $0, consignment: consignment.id) }
        }
        try transaction.send(
            """
            UPDATE allocation SET consignment = content.consignment
            FROM unnest(\(contents.map(\.allocation)), \(contents.map(\.consignment)))
                AS content (allocation, consignment)
            WHERE allocation.id = content.allocation
            """)
    }

    private func saveProgress(in transaction: PostgresTransaction) throws {
        let moved = changed.flatMap { before, after in
            zip(before.consignments, after.consignments).filter { $0 != $1 }.map(\.1)
        }
        if moved.isEmpty { return }
        try transaction.send(
            """
            UPDATE consignment AS stored SET collected_at = moved.collected_at, delivered_at = moved.delivered_at
            FROM unnest(\(moved.map(\.id)), \(moved.map(\.collectedAt)), \(moved.map(\.deliveredAt)))
                AS moved (id, collected_at, delivered_at)
            WHERE stored.id = moved.id
            """)
    }
}

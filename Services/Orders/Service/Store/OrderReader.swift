internal import Delivery
internal import OrdersDomain
internal import Postgres
internal import Vocabulary

/// Puts orders together from the rows of their tables.
struct OrderReader {
    let orders: PostgresRows
    let lines: PostgresRows
    let allocations: PostgresRows
    let members: PostgresRows
    let determinations: PostgresRows
    let consignments: PostgresRows

    /// A line as asked for, and what is known of its reservation.
    fileprivate struct Line {
        var ordered: OrderLine
        var price: Price
        var amount: Fen
        var taxClass: String
    }

    private struct LineKey: Hashable {
        var order: UUIDv7
        var number: Int32
    }

    func read() throws -> [UUIDv7: Order] {
        let lines = try readLines()
        let (parts, carried) = try readAllocations(members: try readMembers())
        let consignments = try readConsignments(of: carried)
        let determinations = try readDeterminations()
        var found: [UUIDv7: Order] = [:]
        for row in orders {
            let order = try readOrder(
                row, lines: lines, parts: parts, determinations: determinations, consignments: consignments)
            found[order.id] = order
        }
        return found
    }

    private func readOrder(
        _ row: PostgresRow, lines: [UUIDv7: [Line]], parts: [LineKey: [Allocation]],
        determinations: [UUIDv7: [Token: Determination]], consignments: [UUIDv7: [Consignment]]
    ) throws -> Order {
        let (
            id, kind, direction, channel, subPlatform, partner, reference, buyer, session, placedAt, destinationKind,
            place, city, state, reservedAt, answerDueAt, payBy, declines, payment, confirmedAt, refunded, owed,
            cancellation
        ) = try row.decode(
            UUIDv7.self, OrderKind.self, OrderDirection.self, OrderChannel.self, UUIDv7?.self, UUIDv7?.self,
            String?.self, Token.self, Token?.self, Instant.self, Destination.Kind.self, UUIDv7?.self,
            DivisionCode.self, OrderState.self, Instant?.self, Instant?.self, Instant?.self, Int32.self, UUIDv7?.self,
            Instant?.self, Fen.self, Fen.self, CancellationReason?.self)
        let lines = lines[id] ?? []
        var partnerOrder: PartnerOrder?
        if let partner, let reference { partnerOrder = PartnerOrder(partner: partner, reference: reference) }
        let placement = Placement(
            kind: kind, direction: direction, channel: channel, subPlatform: subPlatform, partner: partnerOrder,
            buyer: buyer, session: session, placedAt: placedAt,
            destination: Destination(kind: destinationKind, place: place, city: city), lines: lines.map(\.ordered))
        let reservation = reservedAt.map { reservedAt in
            Reservation(
                reservedAt: reservedAt,
                lines: lines.map { $0.reserved(with: parts[LineKey(order: id, number: $0.ordered.number)] ?? []) })
        }
        return Order(
            id: id, placement: placement, state: state, reservation: reservation,
            determinations: determinations[id] ?? [:], answerDueAt: answerDueAt, payBy: payBy,
            declines: Int(declines), payment: payment, confirmedAt: confirmedAt, consignments: consignments[id] ?? [],
            refundedByClaims: refunded, owedToRegistered: owed, cancellation: cancellation)
    }

    private func readLines() throws -> [UUIDv7: [Line]] {
        var found: [UUIDv7: [Line]] = [:]
        for row in lines {
            let (
                order, number, listing, product, unit, quantity, expected, offer, options, isPerishable, price, amount,
                taxClass
            ) = try row.decode(
                UUIDv7.self, Int32.self, UUIDv7.self, UUIDv7.self, QuantityUnit.self, Int64.self, Fen.self,
                UUIDv7?.self, PostgresJSONB?.self, Bool.self, Fen?.self, Fen?.self, String?.self)
            let ordered = OrderLine(
                number: number, listing: listing, product: product, quantity: Quantity(quantity, unit),
                expectedPrice: Price(expected, unit.priceBasis), offer: offer, options: try LineOptions.read(options),
                isPerishable: isPerishable)
            found[order, default: []].append(
                Line(
                    ordered: ordered, price: Price(price ?? 0, unit.priceBasis), amount: amount ?? 0,
                    taxClass: taxClass ?? ""))
        }
        return found
    }

    private func readMembers() throws -> [UUIDv7: [Producer.Member]] {
        var found: [UUIDv7: [Producer.Member]] = [:]
        for (allocation, token, unit, quantity) in try members.decode(
            UUIDv7.self, Token.self, QuantityUnit.self, Int64.self)
        {
            found[allocation, default: []].append(Producer.Member(token: token, quantity: Quantity(quantity, unit)))
        }
        return found
    }

    /// - Returns: the parts of each line, and the ids of those in each consignment.
    private func readAllocations(
        members: [UUIDv7: [Producer.Member]]
    ) throws -> (parts: [LineKey: [Allocation]], carried: [UUIDv7: [UUIDv7]]) {
        var parts: [LineKey: [Allocation]] = [:]
        var carried: [UUIDv7: [UUIDv7]] = [:]
        for row in allocations {
            let (
                order, line, id, consignment, lot, origin, producer, kind, token, title, station, unit, quantity, gross,
                volume, goodsClass, bandMinimum, bandMaximum, bandMinutes, expiresOn, agreed, delivered, withdrawn,
                short, condemned, refused, failed, lost, asked
            ) = try row.decode(
                UUIDv7.self, Int32.self, UUIDv7.self, UUIDv7?.self, UUIDv7.self, DivisionCode.self, UUIDv7.self,
                Producer.Kind.self, Token?.self, LotTitle.self, UUIDv7.self, QuantityUnit.self, Int64.self, Int64.self,
                Int64.self, String.self, Int32?.self, Int32?.self, Int64?.self, Day.self, Fen.self, Int64.self,
                Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, Int64.self, WithdrawalCause?.self)
            let allocation = Allocation(
                id: id, lot: lot, origin: origin,
                producer: Producer(id: producer, kind: kind, token: token, members: members[id] ?? []), title: title,
                station: station, quantity: Quantity(quantity, unit), grossGrams: gross, volumeMillilitres: volume,
                goodsClass: goodsClass, band: Band(bandMinimum, bandMaximum, bandMinutes), expiresOn: expiresOn,
                agreedPrice: Price(agreed, unit.priceBasis),
                outcome: AllocationOutcome(
                    delivered: delivered, withdrawn: withdrawn, short: short, condemned: condemned, refused: refused,
                    failed: failed, lostInCustody: lost, withdrawalAsked: asked))
            parts[LineKey(order: order, number: line), default: []].append(allocation)
            if let consignment { carried[consignment, default: []].append(id) }
        }
        return (parts, carried)
    }

    private func readConsignments(of carried: [UUIDv7: [UUIDv7]]) throws -> [UUIDv7: [Consignment]] {
        var found: [UUIDv7: [Consignment]] = [:]
        for row in consignments {
            let (
                order, id, station, bandMinimum, bandMaximum, bandMinutes, readyFrom, deliverBy, priority, collectedAt,
                deliveredAt
            ) = try row.decode(
                UUIDv7.self, UUIDv7.self, UUIDv7.self, Int32?.self, Int32?.self, Int64?.self, Instant.self,
                Instant.self, Int32.self, Instant?.self, Instant?.self)
            found[order, default: []].append(
                Consignment(
                    id: id, station: station, band: Band(bandMinimum, bandMaximum, bandMinutes), readyFrom: readyFrom,
                    deliverBy: deliverBy, priority: priority, allocations: carried[id] ?? [],
                    collectedAt: collectedAt, deliveredAt: deliveredAt))
        }
        return found
    }

    private func readDeterminations() throws -> [UUIDv7: [Token: Determination]] {
        var found: [UUIDv7: [Token: Determination]] = [:]
        for row in determinations {
            let (order, token, status, isBeneficiary, county, evidence) = try row.decode(
                UUIDv7.self, Token.self, String.self, Bool.self, DivisionCode?.self, UUIDv7.self)
            found[order, default: [:]][token] = Determination(
                token: token, status: status, isBeneficiary: isBeneficiary, county: county, evidence: evidence)
        }
        return found
    }
}

extension OrderReader.Line {
    fileprivate func reserved(with parts: [Allocation]) -> ReservedLine {
        ReservedLine(
            number: ordered.number, listing: ordered.listing, product: ordered.product, offer: ordered.offer,
            price: price, amount: amount, taxClass: taxClass, allocations: parts)
    }
}

public import Vocabulary

/// A posting of orders' ledger for one order: a sale, or its reversal with negative amounts.
public struct Settlement: Sendable, Hashable {
    /// Its identifier.
    public let id: UUIDv7
    /// What it settles.
    public let lines: [Line]

    /// Makes a settlement.
    public init(id: UUIDv7, lines: [Line]) {
        self.id = id
        self.lines = lines
    }

    /// A part of an order's line that came from one producer.
    public struct Line: Sendable, Hashable {
        /// The line's number in the order.
        public let line: Int32
        /// What was sold.
        public let productID: UUIDv7
        /// The county that it comes from.
        public let county: DivisionCode
        /// What the buyer paid for it, in fen.
        public let amount: Fen
        /// What the producer is owed, in fen.
        public let producerFen: Fen
        /// The evidence that the producer is a registered household; nil if it is none.
        public let beneficiaryEvidenceID: UUIDv7?

        /// Makes a line.
        public init(
            line: Int32,
            productID: UUIDv7,
            county: DivisionCode,
            amount: Fen,
            producerFen: Fen,
            beneficiaryEvidenceID: UUIDv7?
        ) {
            self.line = line
            self.productID = productID
            self.county = county
            self.amount = amount
            self.producerFen = producerFen
            self.beneficiaryEvidenceID = beneficiaryEvidenceID
        }
    }
}

/// Money of a settlement that an episode brought in, or loses again.
public struct Attribution: Sendable, Hashable {
    /// Its identifier.
    public let id: UUIDv7
    /// The settlement that it comes from.
    public let settlementID: UUIDv7
    /// The order settled.
    public let orderID: UUIDv7
    /// Who gets the credit, and why.
    public let credit: Credit
    /// What was sold.
    public let productID: UUIDv7
    /// The county that it comes from.
    public let county: DivisionCode
    /// What the buyer paid, in fen; negative for a reversal.
    public internal(set) var amount: Fen
    /// What registered households are owed of it, in fen; negative for a reversal.
    public internal(set) var toRegistered: Fen
    /// The last evidence that one of them is registered; nil if nothing goes to any.
    public internal(set) var evidenceID: UUIDv7?

    /// An attribution as stored.
    public init(
        id: UUIDv7,
        settlementID: UUIDv7,
        orderID: UUIDv7,
        credit: Credit,
        productID: UUIDv7,
        county: DivisionCode,
        amount: Fen,
        toRegistered: Fen,
        evidenceID: UUIDv7?
    ) {
        self.id = id
        self.settlementID = settlementID
        self.orderID = orderID
        self.credit = credit
        self.productID = productID
        self.county = county
        self.amount = amount
        self.toRegistered = toRegistered
        self.evidenceID = evidenceID
    }
}

extension TrackedOrder {
    /// Attributes a settlement's money, once: one attribution per episode, slot, listing, product and county. A reversal's
    /// amounts are negative and go where the sale's went, so that what is reversed in full leaves nothing behind.
    /// - Parameter nextID: makes an identifier for each attribution.
    public mutating func attribute(_ settlement: Settlement, nextID: () -> UUIDv7) -> [TrackedOrderFact] {
        guard !attributedSettlementIDs.contains(settlement.id),
            !waitingSettlements.contains(where: { $0.id == settlement.id })
        else { return [] }
        guard let credits else {
            waitingSettlements.append(settlement)
            return []
        }
        attributedSettlementIDs.insert(settlement.id)
        return attributions(of: settlement, by: credits, nextID: nextID).map { .attributed($0) }
    }

    private func attributions(
        of settlement: Settlement,
        by credits: [Int32: Credit],
        nextID: () -> UUIDv7
    ) -> [Attribution] {
        var attributions: [Attribution] = []
        for line in settlement.lines {
            guard let credit = credits[line.line] else { continue }
            let index = attributions.firstIndex {
                $0.credit == credit && $0.productID == line.productID && $0.county == line.county
            }
            if let index {
                attributions[index].add(line)
            } else {
                var attribution = Attribution(
                    id: nextID(), settlementID: settlement.id, orderID: id, credit: credit,
                    productID: line.productID, county: line.county, amount: 0, toRegistered: 0, evidenceID: nil)
                attribution.add(line)
                attributions.append(attribution)
            }
        }
        return attributions
    }
}

extension Attribution {
    fileprivate mutating func add(_ line: Settlement.Line) {
        amount += line.amount
        guard let evidence = line.beneficiaryEvidenceID else { return }
        toRegistered += line.producerFen
        evidenceID = evidence
    }
}

internal import Delivery
internal import OrdersDomain
public import Postgres
public import Runtime
internal import Vocabulary

/// An order of a partner, as far as it could be read.
struct ImportEntry {
    /// The partner's number for it; nil if not even that could be read.
    var reference: String?
    /// What it asks for, or what is wrong with its form.
    var request: Result<OrderRequest, ImportFault>
}

/// What is wrong with an order of a partner: the reason by its stable code, and what to do.
struct ImportFault: Error {
    var reason: ImportReason
    var detail: String
}

/// What became of an order of a partner.
enum ImportOutcome {
    /// It is taken.
    case accepted(UUIDv7)
    /// It was taken before.
    case repeated(UUIDv7)
    /// It is not taken.
    case refused(ImportFault)
}

extension OrdersService {
    /// How many orders a partner may send at once.
    static let importedAtOnce = 200

    /// IMPORT: takes those orders of a partner that are in order and new, and says what is wrong with the others.
    ///
    /// An order is known by partner and reference, so a batch may be sent again, whole or in part.
    /// - Returns: an outcome for each entry.
    func importOrders(
        _ entries: [ImportEntry], of partner: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<[ImportOutcome]> {
        guard (1...Self.importedAtOnce).contains(entries.count) else {
            throw Problem(
                422, "batch-size", "send 1 to \(Self.importedAtOnce) orders at once; these are \(entries.count)",
                field: "orders")
        }
        guard try await PartnerRegister(in: transaction).knows(partner) else {
            throw Problem(
                403, "partner-not-registered", "\(partner) is no partner here; `orders partner add` registers one",
                field: "partner")
        }
        let store = OrderStore(transaction: transaction)
        let market = try await MarketStore(transaction: transaction).market(
            for: entries.compactMap { try? $0.request.get() })
        var decided: [Result<(order: Order, facts: [OrderFact]), ImportFault>] = []
        var first: [String: UUIDv7] = [:]
        for entry in entries {
            let result = entry.decide(of: partner, in: market, at: context.now)
            if let order = try? result.get().order, let reference = entry.reference, first[reference] == nil {
                first[reference] = order.id
            }
            decided.append(result)
        }
        // Of orders that bear one number, the first one counts.
        let candidates = decided.compactMap { try? $0.get() }
            .filter { placed in placed.order.placement.partner.flatMap { first[$0.reference] } == placed.order.id }
        let taken =
            candidates.isEmpty ? [] : try await store.insertUnlessKnown(candidates.map(\.order), in: context.trace)
        let known = try await store.known(of: partner, references: entries.compactMap(\.reference))
        let placed = candidates.filter { taken.contains($0.order.id) }
            .map { PlacedOrder(order: $0.order, facts: $0.facts, cause: .command(context)) }
        let events = try await tellPlaced(placed, in: transaction)
        let outcomes = zip(entries, decided).map { entry, decided in
            outcome(of: decided, taken: taken, known: entry.reference.flatMap { known[$0] })
        }
        return Told(outcomes, events)
    }

    /// IMPORT: takes orders of a partner that an operator has in a file, by the partner's name.
    public func importOrders(
        _ batch: ImportBody, ofPartner name: String, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ImportReport> {
        guard let partner = try await PartnerRegister(in: transaction).find(name) else {
            throw Problem(
                404, "not-found", "there is no partner \(name) here; `orders partner list` shows who there is")
        }
        try context.caller.expect(partner: partner.id, field: "partner")
        return try await importOrders(batch, of: partner.id, context, in: transaction)
    }

    /// IMPORT: takes a batch, and reports on each of its orders.
    func importOrders(
        _ batch: ImportBody, of partner: UUIDv7, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ImportReport> {
        let entries = batch.orders.map(\.entry)
        return try await importOrders(entries, of: partner, context, in: transaction).map { ImportReport(entries, $0) }
    }

    private func outcome(
        of decided: Result<(order: Order, facts: [OrderFact]), ImportFault>, taken: Set<UUIDv7>, known: UUIDv7?
    ) -> ImportOutcome {
        if case .success(let placed) = decided, taken.contains(placed.order.id) { return .accepted(placed.order.id) }
        // What was taken before stays so, even if it could not be taken today.
        if let known { return .repeated(known) }
        switch decided {
        case .failure(let fault): return .refused(fault)
        case .success: return .refused(ImportFault(reason: .overtaken, detail: "Send it again."))
        }
    }
}

extension ImportEntry {
    /// Decides whether the order can be taken.
    fileprivate func decide(
        of partner: UUIDv7, in market: Market, at now: Instant
    ) -> Result<(order: Order, facts: [OrderFact]), ImportFault> {
        switch request {
        case .failure(let fault): return .failure(fault)
        case .success(let request):
            do {
                let placed = try Order.importOrder(
                    .make(), request, from: PartnerOrder(partner: partner, reference: reference ?? ""), in: market,
                    at: now)
                try placed.order.checkWorth()
                return .success(placed)
            } catch let refusal as any Refused {
                return .failure(
                    ImportFault(reason: .init(rawValue: refusal.code) ?? .refused, detail: refusal.description))
            } catch {
                return .failure(ImportFault(reason: .refused, detail: "\(error)"))
            }
        }
    }
}

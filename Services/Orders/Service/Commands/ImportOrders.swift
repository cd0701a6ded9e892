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

/// Orders that a partner sends together.
struct ImportBatch {
    var entries: [ImportEntry]
    var partner: UUIDv7
    var context: CommandContext
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
        try await importOrders(
            [ImportBatch(entries: entries, partner: partner, context: context)], in: transaction
        ).map { try $0[0].get() }
    }

    /// IMPORT, for batches that were sent at the same time: each is taken, or refused as a whole, by itself.
    func importOrders(
        _ batches: [ImportBatch], in transaction: PostgresTransaction
    ) async throws -> Told<[Result<[ImportOutcome], any Error>]> {
        let register = PartnerRegister(in: transaction)
        let partners = try await register.known(among: batches.map(\.partner))
        let market = try await MarketStore(transaction: transaction).market(
            for: batches.flatMap { $0.entries.compactMap { try? $0.request.get() } })
        var decisions = ImportDecisions()
        let numbered = batches.map { batch in
            Result {
                try batch.check(against: partners)
                return batch.entries.map { decisions.decide($0, of: batch, in: market) }
            }
        }
        let store = OrderStore(transaction: transaction)
        let candidates = decisions.candidates
        let taken =
            candidates.isEmpty
            ? [] : try await store.insertUnlessKnown(candidates.map(\.order), traces: candidates.map(\.cause.trace))
        let known = try await store.known(decisions.references(except: taken))
        let events = try await tellPlaced(candidates.filter { taken.contains($0.order.id) }, in: transaction)
        let outcomes = numbered.map { $0.map { $0.map { decisions.outcome(of: $0, taken: taken, known: known) } } }
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
        let entries = batch.orders.map(\.entry)
        return try await importOrders(entries, of: partner.id, context, in: transaction)
            .map { ImportReport(entries, $0) }
    }
}

extension ImportBatch {
    /// Refuses the batch as a whole.
    fileprivate func check(against partners: Set<UUIDv7>) throws(Problem) {
        guard (1...OrdersService.importedAtOnce).contains(entries.count) else {
            throw Problem(
                422, "batch-size",
                "send 1 to \(OrdersService.importedAtOnce) orders at once; these are \(entries.count)",
                field: "orders")
        }
        guard partners.contains(partner) else {
            throw Problem(
                403, "partner-not-registered", "\(partner) is no partner here; `orders partner add` registers one",
                field: "partner")
        }
        for (index, entry) in entries.enumerated() {
            guard case .success(let request) = entry.request else { continue }
            try context.caller.expect(subPlatform: request.subPlatform, field: "orders[\(index)].sub_platform")
        }
    }
}

/// What is decided about the entries of one or more batches, before it is known which of them are new.
private struct ImportDecisions {
    private var entries: [(reference: PartnerOrder?, result: Result<PlacedOrder, ImportFault>)] = []
    /// Of orders that bear one number, the first one counts.
    private var first: [PartnerOrder: UUIDv7] = [:]

    /// Decides whether an order can be taken, and returns the number of the decision.
    mutating func decide(_ entry: ImportEntry, of batch: ImportBatch, in market: Market) -> Int {
        let reference = entry.reference.map { PartnerOrder(partner: batch.partner, reference: $0) }
        let result = entry.decide(of: batch.partner, in: market, at: batch.context.now)
            .map { PlacedOrder(order: $0.order, facts: $0.facts, cause: .command(batch.context)) }
        if let reference, let order = try? result.get().order, first[reference] == nil { first[reference] = order.id }
        entries.append((reference, result))
        return entries.count - 1
    }

    /// The orders that can be taken unless they are known.
    var candidates: [PlacedOrder] {
        entries.compactMap { entry in
            guard let reference = entry.reference, let placed = try? entry.result.get() else { return nil }
            return first[reference] == placed.order.id ? placed : nil
        }
    }

    /// The partner's numbers for all but some orders.
    func references(except taken: Set<UUIDv7>) -> Set<PartnerOrder> {
        Set(
            entries.compactMap { entry in
                if let placed = try? entry.result.get(), taken.contains(placed.order.id) { return nil }
                return entry.reference
            })
    }

    /// What became of an entry.
    func outcome(of number: Int, taken: Set<UUIDv7>, known: [PartnerOrder: UUIDv7]) -> ImportOutcome {
        let (reference, result) = entries[number]
        if let order = try? result.get().order, taken.contains(order.id) { return .accepted(order.id) }
        // What was taken before stays so, even if it could not be taken today.
        if let order = reference.flatMap({ known[$0] }) { return .repeated(order) }
        return switch result {
        case .failure(let fault): .refused(fault)
        case .success: .refused(ImportFault(reason: .overtaken, detail: "Send it again."))
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

internal import CatalogueEvents
internal import Delivery
internal import EligibilityDomain
internal import EligibilityEvents
internal import Postgres
internal import Runtime
internal import Vocabulary

extension EligibilityService {
    /// `stock.reserved`: answers which of an order's producers were registered households when its stock was reserved.
    ///
    /// An order is answered once. One whose goods come from no household asks nothing.
    func on(_ events: [Received<StockReserved>], in transaction: PostgresTransaction) async throws -> [PendingEvent] {
        try RowReach.holdEveryCounty(in: transaction)
        let asked = events.map { (received: $0, inquiry: BenefitInquiry($0.body)) }.filter {
            !$0.inquiry.tokens.isEmpty
        }
        if asked.isEmpty { return [] }
        let inquiries = asked.map(\.inquiry)
        let store = BenefitStore(transaction: transaction)
        let claimed = try store.claim(inquiries)
        let histories = try await HistoryStore(transaction: transaction).statuses(
            of: Array(Set(inquiries.flatMap(\.tokens))))
        let unanswered: [UUIDv7] = try await claimed.rows.decode(UUIDv7.self)
        var fresh = Set(unanswered)
        var answers: [(order: UUIDv7, found: BenefitDetermination)] = []
        var told: [PendingEvent] = []
        for (received, inquiry) in asked where fresh.remove(inquiry.order) != nil {
            let found = inquiry.determine(from: histories)
            answers += found.map { (inquiry.order, $0) }
            told.append(try PendingEvent(try BenefitDetermined(inquiry, found: found), causedBy: received.envelope))
        }
        try store.insert(answers)
        return told
    }
}

extension BenefitInquiry {
    /// What a reservation asks: whose goods they are, those of a cooperative's members among them.
    fileprivate init(_ reserved: StockReserved) {
        let tokens = reserved.lines.flatMap(\.allocations).flatMap { allocation in
            (allocation.token.map { [$0] } ?? []) + (allocation.members ?? []).map(\.token)
        }
        self.init(order: reserved.orderID, asOf: reserved.reservedAt, tokens: tokens, record: .make())
    }
}

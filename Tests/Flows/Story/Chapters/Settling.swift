import Foundation
import Vocabulary

/// The money is shared out: claims are decided, payouts prepared by one person and released by another, and reported.
struct SettlingChapter {
    let stage: Stage
    /// Retail orders of the story, some of which are delivered by now.
    let orders: [String]

    /// Plays it, and returns what orders came to.
    func play() async throws -> SalesReport {
        try await decideClaims()
        try await claimDamage()
        try await payOut()
        let report = try await SalesReport.read(on: stage)
        try expect(
            report.ledgerImbalanceFen == 0, "the ledger balances, and is not \(report.ledgerImbalanceFen) fen off")
        return report
    }

    // MARK: - Claims

    /// Decides what excursions opened. The buyers were refunded at once; the carrier answers for it.
    private func decideClaims() async throws {
        for claim in try await openClaims() {
            try await decide(claim.claimID, refund: 0, liable: "carrier")
        }
    }

    /// A buyer complains about what was delivered, and is refunded half of it at the producer's expense.
    private func claimDamage() async throws {
        let order = try await deliveredOrder()
        guard let line = order.lines.first, let part = line.parts.first(where: { $0.delivered > 0 }) else {
            throw StoryFault("order \(order.orderID) is completed without anything delivered")
        }
        _ = try await stage.run(
            "orders",
            [
                "claim", "open", order.orderID, "--part", part.allocationID, "--amount", "\(part.delivered)",
                "--unit", part.quantity.unit, "--kind", "refund", "--cause", "damaged",
                "--evidence", String(repeating: "7b", count: 32), "--actor", "buyer.service",
            ])
        for claim in try await openClaims() {
            try await decide(claim.claimID, refund: (line.amountFen ?? 0) / 2, liable: "producer")
        }
        let left = try await openClaims()
        try expect(left.isEmpty, "every claim is decided, and not \(left.count) are open")
    }

    private func decide(_ claim: String, refund: Int64, liable: String) async throws {
        _ = try await stage.run(
            "orders",
            [
                "claim", "decide", claim, "--outcome", "refunded", "--refund-fen", "\(refund)", "--liable", liable,
                "--actor", "county.officer", "--reason", "photograph and log agree",
            ])
    }

    private func openClaims() async throws -> [ClaimList.Entry] {
        try await ask(ClaimList.self, "claim", "list", "--open").claims
    }

    private func deliveredOrder() async throws -> OrderView {
        let api = try await stage.api("orders")
        for id in orders {
            let order = try await api.get("/orders/\(id)").decode(OrderView.self)
            // Of an order that was refunded before, or that several lots fill, one part may cost less than half a line.
            if order.state == "completed", order.refundedFen == 0, order.lines.allSatisfy({ $0.parts.count == 1 }) {
                return order
            }
        }
        throw StoryFault("no order is completed")
    }

    // MARK: - Payouts

    private func payOut() async throws {
        let batch = try await ask(PayoutBatch.self, "payout", "prepare", "--actor", "finance.chen")
        do {
            _ = try await stage.run("orders", ["payout", "release", batch.batchID, "--actor", "finance.chen"])
            throw StoryFault("who prepared a batch cannot release it")
        } catch let fault as StoryFault {
            throw fault
        } catch {
            // Refused, as it must be.
        }
        let released = try await ask(PayoutBatch.self, "payout", "release", batch.batchID, "--actor", "finance.zhao")
        try expect(released.payouts == batch.payouts, "what was prepared is released, all of it")
        try await stage.wait("the bank to accept \(batch.payouts) payouts") {
            try await ask(PayoutList.self, "payout", "list", "--state", "paid").payouts.count == batch.payouts
        }
    }

    private func ask<Answer: Decodable>(_: Answer.Type, _ arguments: String...) async throws -> Answer {
        try await stage.ask(Answer.self, "orders", arguments)
    }
}

// MARK: - Answers

private struct ClaimList: Decodable {
    struct Entry: Decodable {
        let claimID: String

        enum CodingKeys: String, CodingKey {
            case claimID = "claim_id"
        }
    }

    let claims: [Entry]
}

private struct PayoutBatch: Decodable {
    let batchID: String
    let payouts: Int

    enum CodingKeys: String, CodingKey {
        case batchID = "batch_id"
        case payouts
    }
}

private struct PayoutList: Decodable {
    struct Entry: Decodable {}

    let payouts: [Entry]
}

private struct OrderView: Decodable {
    struct Line: Decodable {
        struct Part: Decodable {
            struct Amount: Decodable {
                let unit: String
            }

            let allocationID: String
            let quantity: Amount
            let delivered: Int64

            enum CodingKeys: String, CodingKey {
                case allocationID = "allocation_id"
                case quantity, delivered
            }
        }

        let amountFen: Int64?
        let parts: [Part]

        enum CodingKeys: String, CodingKey {
            case amountFen = "amount_fen"
            case parts
        }
    }

    let orderID: String
    let state: String
    let refundedFen: Int64
    let lines: [Line]

    enum CodingKeys: String, CodingKey {
        case orderID = "order_id"
        case state
        case refundedFen = "refunded_fen"
        case lines
    }
}

import Eventing
import OrdersDomain
import OrdersEvents
import Runtime
@testable import OrdersService
import Testing
import Vocabulary

@Suite("What callers write, and what is published")
struct FormTests {
    private static let good = """
        {"buyer": "MFRGGZDFMZTWQ2LKNNWG23TPOA", "instrument": "approve",
         "destination": {"kind": "address", "destination_id": "0190163d-8694-739b-aea5-966c26f8ad91", "city": "310100"},
         "lines": [{"listing_id": "0190163d-8694-739b-aea5-966c26f8ad91", "quantity": {"unit": "g", "amount": 500},
                    "expected_price": {"fen": 500, "per": "500g"}}]}
        """

    @Test("an order is read, its lines numbered by their place")
    func reads() throws {
        let request = try PlaceOrderBody(decoding: Array(Self.good.utf8)).request
        #expect(request.lines.map(\.number) == [1])
        #expect(request.channel == .shop)
    }

    @Test(
        "what is wrong in an order is named by its field",
        arguments: [
            ("\"instrument\": \"approve\"", "\"instrument\": \"\"", "instrument"),
            ("MFRGGZDFMZTWQ2LKNNWG23TPOA", "me", "buyer"), ("\"address\"", "\"moon\"", "destination.kind"),
            ("310100", "31", "destination.city"), ("\"g\"", "\"kg\"", "lines.quantity.unit"),
            ("\"fen\": 500", "\"fen\": 5.5", "lines.expected_price.fen"), ("\"lines\"", "\"rows\"", "lines"),
        ])
    func namesFields(part: String, wrong: String, field: String) throws {
        let body = Self.good.replacing(part, with: wrong)
        let fault = #expect(throws: EventFault.self) { try PlaceOrderBody(decoding: Array(body.utf8)).request }
        switch fault {
        case .missing(let named), .invalid(let named, _), .tooLong(let named, _): #expect(named == field)
        default: Issue.record("\(String(describing: fault)) names no field")
        }
    }

    @Test("evidence of a complaint is a digest, and nothing that would name somebody", arguments: ["", "photo", "a,b"])
    func evidence(text: String) throws {
        func body(_ evidence: String) throws -> OpenClaimBody {
            try OpenClaimBody(
                decoding: Array(
                    """
                    {"kind": "refund", "cause": "damaged", "evidence": ["\(evidence)"],
                     "items": [{"allocation_id": "0190163d-8694-739b-aea5-966c26f8ad91",
                                "quantity": {"unit": "g", "amount": 500}}]}
                    """.utf8))
        }
        let problem = #expect(throws: Problem.self) { try body(text).request() }
        #expect(problem?.code == "no-digest")
        #expect(try body(Shop.photograph.description).request().evidence == [Shop.photograph])
    }

    @Test("every code of the domain has its word in the public language")
    func codes() throws {
        for word in OrderKind.allCases { _ = try OrderPlaced.Kind(sameAs: word) }
        for word in OrderDirection.allCases { _ = try OrderPlaced.Direction(sameAs: word) }
        for word in OrderChannel.allCases { _ = try OrderPlaced.Channel(sameAs: word) }
        for word in Destination.Kind.allCases { _ = try OrderPlaced.Destination.Kind(sameAs: word) }
        for word in CancellationReason.allCases { _ = try OrderCancelled.Reason(sameAs: word) }
        for word in WithdrawalCause.allCases { _ = try OrderWithdrawalRequested.Cause(sameAs: word) }
        for word in Reduction.Cause.allCases { _ = try OrderReduced.Cause(sameAs: word) }
        for word in Settlement.Kind.allCases { _ = try SettlementPosted.Kind(sameAs: word) }
        for word in Producer.Kind.allCases { _ = try SettlementPosted.ProducerKind(sameAs: word) }
        for word in LedgerAccount.Kind.allCases where word.isPayee || [.platform, .tax].contains(word) {
            _ = try SettlementPosted.Share.Account(sameAs: word)
        }
        for word in LedgerAccount.Kind.allCases where word.isPayee { _ = try Payee(sameAs: word) }
        for word in PayoutFailure.allCases { _ = try PayoutFailed.Reason(sameAs: word) }
        for word in Claim.Kind.allCases { _ = try ClaimOpened.Kind(sameAs: word) }
        for word in Claim.Cause.allCases { _ = try ClaimOpened.Cause(sameAs: word) }
        for word in Claim.Side.allCases { _ = try ClaimOpened.Side(sameAs: word) }
        for word in ClaimDecision.Outcome.allCases { _ = try ClaimClosed.Outcome(sameAs: word) }
        for word in LiableParty.allCases { _ = try ClaimClosed.Liable(sameAs: word) }
    }
}

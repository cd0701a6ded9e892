import OrdersDomain
import Testing
import Vocabulary

@Suite("A payment")
struct PaymentTests {
    @Test("is opened for a payable order before its deadline")
    func opened() throws {
        let trade = try Trade(in: .payable)
        let payment = try Payment.open(id(61), for: trade.order, at: "sandbox", now: Marketplace.now)
        #expect(payment.state == .open)
        #expect(payment.due == 5990)
        #expect(throws: PaymentRefusal.tooLate(payBy: Marketplace.now + .minutes(15))) {
            try Payment.open(id(61), for: trade.order, at: "sandbox", now: Marketplace.now + .minutes(16))
        }
        let confirmed = try Trade(in: .confirmed)
        #expect(throws: PaymentRefusal.orderNotPayable(.confirmed)) {
            try Payment.open(id(61), for: confirmed.order, at: "sandbox", now: Marketplace.now)
        }
    }

    @Test("goes from state to state as the table says", arguments: Payment.State.allCases, Payment.Command.allCases)
    func table(state: Payment.State, command: Payment.Command) throws {
        var payment = Payment(
            id: id(61), order: id(1), provider: "sandbox", due: 100, openedAt: Marketplace.now, state: state,
            captured: state == .open || state == .declined ? 0 : 100,
            returned: state == .returned ? 100 : state == .partlyReturned ? 40 : 0)
        let before = payment
        let run: (inout Payment) throws -> Void = {
            switch command {
            case .capture: try $0.capture(100)
            case .decline: try $0.decline()
            case .giveBack: try $0.giveBack(60)
            }
        }
        let leadsTo: Payment.State? =
            switch (state, command) {
            case (.open, .capture): .captured
            case (.open, .decline): .declined
            case (.captured, .giveBack): .partlyReturned
            case (.partlyReturned, .giveBack): .returned
            default: nil
            }
        if let leadsTo {
            try run(&payment)
            #expect(payment.state == leadsTo)
        } else {
            #expect(throws: PaymentRefusal.notInState(command, state)) { try run(&payment) }
            #expect(payment == before)
        }
    }

    @Test("gives back in parts at most what was captured")
    func parts() throws {
        let trade = try Trade(in: .payable)
        var payment = try Payment.open(id(61), for: trade.order, at: "sandbox", now: Marketplace.now)
        #expect(throws: PaymentRefusal.amountNotPositive) { try payment.capture(0) }
        try payment.capture(6000)
        try payment.giveBack(1)
        #expect(payment.state == .partlyReturned)
        #expect(throws: PaymentRefusal.aboveCaptured(left: 5999)) { try payment.giveBack(6000) }
        #expect(throws: PaymentRefusal.amountNotPositive) { try payment.giveBack(-1) }
        try payment.giveBack(5999)
        #expect(payment.state == .returned)
    }
}

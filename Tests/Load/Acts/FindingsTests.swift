import Foundation
import Testing
import Vocabulary

@testable import Chaos

@Suite("What is said of an act")
struct FindingsTests {
    private static let well = Findings(accepted: 100, recovery: 3.26)

    @Test("nothing is wrong when all came to their end in time, once")
    func well() {
        #expect(Self.well.faults == [])
    }

    @Test(
        "each broken promise is named",
        arguments: [
            (Findings(recovery: 0), "no order was accepted"),
            (Findings(accepted: 3, open: ["o-1": "reserved"]), "o-1 is reserved"),
            (Findings(accepted: 3, recovery: 61), "after 61 s"),
            (Findings(accepted: 3, refused: [422: 2], recovery: 1), "2 with 422"),
            (Findings(accepted: 3, unanswered: 4, recovery: 1), "4 orders were not answered"),
            (Findings(accepted: 3, surplus: 1, recovery: 1), "1 orders that nobody was told of"),
            (Findings(accepted: 3, doubles: ["captures for o-2"], recovery: 1), "twice: captures for o-2"),
            (Findings(accepted: 3, parked: 5, recovery: 1), "5 events are parked"),
            (Findings(accepted: 3, audit: ["lost: e-1"], recovery: 1), "lost: e-1"),
            (
                Findings(
                    accepted: 3, meanwhile: .init(barrier: .broker, accepted: 49, due: 100, waiting: 49), recovery: 1),
                "only 49 of 100"
            ),
            (
                Findings(
                    accepted: 3, meanwhile: .init(barrier: .broker, accepted: 99, due: 100, waiting: 3), recovery: 1),
                "held nothing up"
            ),
            (
                Findings(
                    accepted: 3, meanwhile: .init(barrier: .transaction, accepted: 99, due: 100, waiting: 0, ahead: 9),
                    recovery: 1), "stood before nothing"
            ),
            (
                Findings(
                    accepted: 3,
                    meanwhile: .init(barrier: .transaction, accepted: 99, due: 100, waiting: 300, ahead: 50),
                    recovery: 1), "300 events waited for a transaction"
            ),
            (Findings(accepted: 3, recovery: 1, harmless: ["nobody led"]), "nobody led"),
        ])
    func broken(findings: Findings, words: String) {
        #expect(findings.faults.count == 1)
        #expect(findings.faults.first?.contains(words) == true, "\(findings.faults)")
    }

    @Test("the report has an act as the project names it")
    func report() throws {
        var entries = OrderBook.Entries()
        entries.repeats = 4
        var findings = Self.well
        findings.open = ["o-1": "placed"]
        findings.surplus = 1
        findings.doubles = ["orders of b-1"]
        let schedule = Schedule(of: .killOrders, seed: 7, scale: .usual)
        var report = ChaosReport(seed: 7, rate: 100, build: "debug", instances: 2, leftOut: [:])
        report.acts = [ActResult(schedule, findings, entries, seconds: 60.04)]
        let json = try #require(try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
        #expect(json["seed"] as? Int == 7)
        let act = try #require((json["acts"] as? [[String: Any]])?.first)
        #expect(act["act"] as? String == "kill orders")
        #expect(act["accepted"] as? Int == 100)
        #expect(act["final"] as? Int == 99)
        #expect(act["lost"] as? Int == 1)
        #expect(act["doubled"] as? Int == 2)
        #expect(act["parked"] as? Int == 0)
        #expect(act["recover_s"] as? Double == 3.3)
        #expect(!report.isKept)
        #expect("\(ChaosPage(report))".contains("--seed 7"))
    }

    @Test("a report without acts keeps no promise")
    func empty() {
        #expect(!ChaosReport(seed: 1, rate: 100, build: "debug", instances: 2, leftOut: [:]).isKept)
    }

    @Test("of what the audit prints, what it was doing is left out")
    func audit() {
        #expect(SystemAudit.lines(of: "audit: orders\nlost: e-1\n") == ["lost: e-1"])
        #expect(SystemAudit.lines(of: "audit: orders\n").count == 1)
    }
}

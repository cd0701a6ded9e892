import LogisticsDomain
import Seeds
import Testing
import Vocabulary

@Suite("A consignment through any sequence of commands")
struct ConsignmentInvariantTests {
    @Test("accounts for every gram, and stays as it was when a command is refused", arguments: UInt64(1)...200)
    func accountsForEverything(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var consignment = ConsignmentSample.consignment(
            in: .accepted, to: Bool.random(using: &random) ? .station : .address)
        for step in 0..<40 {
            guard let command = ConsignmentCommand.allCases.randomElement(using: &random) else { return }
            let before = consignment
            do {
                _ = try command.give(to: &consignment)
            } catch is ConsignmentRefusal {
                #expect(consignment == before, "seed \(seed), step \(step): \(command)")
            }
            for item in consignment.items {
                check(item, of: consignment, "seed \(seed), step \(step): \(command)")
            }
        }
    }

    private func check(_ item: ConsignmentItem, of consignment: Consignment, _ comment: Comment) {
        let amounts = [
            item.withdrawn, item.due, item.missing, item.condemned, item.delivered, item.refused, item.carried,
        ]
        #expect(amounts.allSatisfy { $0 >= 0 }, comment)
        #expect(item.withdrawn + item.due == item.ordered.amount, comment)
        #expect(item.collected ?? 0 <= item.due, comment)
        if consignment.state == .delivered {
            #expect(
                item.delivered + item.refused + item.condemned + item.missing == item.collected ?? 0, comment)
        }
        if consignment.state == .withdrawn { #expect(item.due == 0, comment) }
    }
}

import EligibilityDomain
import Eventing
import Runtime
import Testing
import TestSupport
import Vocabulary

@testable import EligibilityService

@Suite("Lists and views", .enabled(if: LiveServers.arePresent))
struct QueryTests {
    @Test("Households are listed page by page, each once")
    func pages() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet(Array(repeating: .init(), count: 5)))
            var seen: [Token] = []
            var next: Token?
            repeat {
                let page = try await office.read {
                    try await $0.households(
                        in: DivisionCode("522728"), standing: .applied, after: next, limit: 2, in: $1)
                }
                #expect(page.households.count <= 2)
                seen += page.households.map(\.token)
                next = page.next
            } while next != nil
            #expect(seen == tokens.sorted())
            let elsewhere = try await office.read {
                try await $0.households(in: DivisionCode("341321"), standing: nil, after: nil, limit: 2, in: $1)
            }
            #expect(elsewhere.households.isEmpty)
        }
    }

    @Test("A case shows its masked notices, its open objections, and every move with its evidence")
    func view() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet())
            try await office.appraise(tokens)
            try await office.publish(tokens)
            let raised = try await office.act(as: "neighbour", on: "2019-03-07") {
                try await $0.object(to: tokens[0], grounds: "owns a lorry", $1, in: $2)
            }
            let view = try await office.act(as: "reader", on: "2019-03-07") {
                Told(try await $0.household(tokens[0], $1, in: $2))
            }
            #expect(view.history.map(\.to) == [.applied, .appraised, .firstPublicity])
            #expect(view.notices.map(\.openObjections) == [[raised.objectionID]])
            #expect(view.notices.map(\.name) == ["罗****"])
            #expect(
                view.notices.map(\.identityNumber) == [
                    "522728**********" + SampleSheet.identityNumber(of: 11).suffix(2)
                ])
            #expect("\(try #require(view.notices.first).lastDay)" == "2019-03-13")
        }
    }

    @Test("A request that lacks a field, or has another type there, is refused by the field's name")
    func malformedRequests() {
        #expect(throws: EventFault.missing("grounds")) { try ObjectionRequest(decoding: Array("{}".utf8)) }
        #expect(throws: EventFault.self) { try DecisionRequest(decoding: Array(#"{"reason":7}"#.utf8)) }
    }
}

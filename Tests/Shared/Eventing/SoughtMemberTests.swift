import Testing
import Vocabulary

@testable import Eventing

@Suite("The one member that is sought of an object")
struct SoughtMemberTests {
    private let id = "0190163d-8694-739b-aea5-966c26f8ad91"

    private func sought(_ json: String) throws(EventFault) -> UUIDv7? {
        try PartnerEdition.identifier("order_id", in: Array(json.replacing("ID", with: id).utf8))
    }

    @Test(
        "is found wherever it stands, with and without spaces",
        arguments: [
            #"{"order_id":"ID"}"#, #" { "order_id" : "ID" } "#, #"{"order_id":"ID","lines":[{"order_id":"x"}]}"#,
            #"{"lines":[{"order_id":"x"}],"order_id":"ID"}"#, #"{"id":"}\"","at":7,"order_id":"ID","end":null}"#,
        ])
    func found(json: String) throws {
        #expect(try sought(json) == UUIDv7(id))
    }

    @Test(
        "is none if it is absent, null or inside of another one",
        arguments: ["{}", #"{"order_id":null}"#, #"{"a":{"order_id":"ID"}}"#])
    func absent(json: String) throws {
        #expect(try sought(json) == nil)
    }

    @Test("is found though what stands behind it is not well formed, and not behind what is not")
    func malformed() throws {
        #expect(try sought(#"{"order_id":"ID",]"#) == UUIDv7(id))
        for json in [#"{"lines":[,"order_id":"ID"}"#, #"{"order_id" "ID"}"#, #"{"lines":"#, ""] {
            #expect {
                try sought(json)
            } throws: { error in
                if case .malformed = error as? EventFault { true } else { false }
            }
        }
    }

    @Test("is refused if it is of another kind, and so is what is no object")
    func otherKinds() {
        #expect(throws: EventFault.invalid(field: "", expected: "a text")) { try sought(#"{"order_id":7}"#) }
        #expect(throws: EventFault.invalid(field: "order_id", expected: "a UUID")) { try sought(#"{"order_id":"7"}"#) }
        #expect(throws: EventFault.invalid(field: "", expected: "an object")) { try sought("[]") }
    }
}

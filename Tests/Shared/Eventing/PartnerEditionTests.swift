import Testing
import Vocabulary

@testable import Eventing

@Suite("An edition for partners")
struct PartnerEditionTests {
    private let one = UUIDv7(high: 0x0190_163d_8694_7001, low: 0x8000_0000_0000_0001)
    private let other = UUIDv7(high: 0x0190_163d_8694_7002, low: 0x8000_0000_0000_0002)

    private func edited(_ text: String, by edition: PartnerEdition) throws -> String {
        let reader = EditionReader(rekey: { "stand-in of \($0)" }, owns: { [one] in $0 == one })
        return String(decoding: try edition.edited(Array(text.utf8), for: reader), as: UTF8.self)
    }

    @Test("has what is told as it is, stand-ins for what is re-keyed, and nothing else")
    func fields() throws {
        let edition = PartnerEdition(
            to: .everyone, .told("number", "text", "absent"), .rekeyed("token"), .withheld("secret"))
        #expect(
            try edited(
                #"{"secret": 7, "text": "a \"b\" 猴橘", "new": {"x": 1}, "token": "T1", "number": -12}"#, by: edition)
                == #"{"number":-12,"text":"a \"b\" 猴橘","token":"stand-in of T1"}"#)
    }

    @Test("decides field by field within objects, and within each object of a list")
    func within() throws {
        let edition = PartnerEdition(
            to: .everyone, .within("place", .told("city")),
            .within("lines", .told("line"), .within("maker", .rekeyed("id"))))
        #expect(
            try edited(
                #"""
                {"place": {"city": "310115", "door": "7"}, "lines": [{"line": 1, "maker": {"id": "M", "name": "x"}},
                {"maker": null, "line": 2, "village": "v"}, {}]}
                """#, by: edition)
                == #"{"place":{"city":"310115"},"lines":[{"line":1,"maker":{"id":"stand-in of M"}},{"line":2},{}]}"#)
    }

    @Test("tells a partner of its own elements of a list only")
    func elements() throws {
        let edition = PartnerEdition(
            to: .senders(ofEach: "items", by: "order"), .within("items", .told("order", "number")))
        let text =
            #"{"items": [{"order": "\#(one)", "number": 1}, {"order": "\#(other)", "number": 2}, {"number": 3}]}"#
        #expect(try edited(text, by: edition) == #"{"items":[{"order":"\#(one)","number":1}]}"#)
        #expect(try edition.claim(on: Array(text.utf8)) == .orders([one, other]))
    }

    @Test("is for everyone, for the one that is named, or for the one whose order it is")
    func claims() throws {
        let data = Array(#"{"kind": "hub", "partner": "\#(one)", "order": "\#(other)"}"#.utf8)
        let bare = Array(#"{"kind": "station", "partner": null}"#.utf8)
        #expect(try PartnerEdition(to: .everyone).claim(on: data) == .open)
        let hubs = PartnerEdition(to: .everyoneWhere("kind", isOneOf: ["hub"]))
        #expect(try hubs.claim(on: data) == .open)
        #expect(try hubs.claim(on: bare) == .closed)
        let named = PartnerEdition(to: .named(by: "partner", order: "order"))
        #expect(try named.claim(on: data) == .partner(one, order: other))
        #expect(try named.claim(on: bare) == .closed)
        let own = PartnerEdition(to: .sender(of: "order"))
        #expect(try own.claim(on: data) == .orders([other]))
        #expect(try own.claim(on: bare) == .orders([]))
    }

    @Test("does not go out when what it decides about is of another form")
    func malformed() {
        let edition = PartnerEdition(to: .named(by: "partner", order: nil), .rekeyed("token"))
        #expect(throws: EventFault.self) { try edition.claim(on: Array(#"{"partner": "nobody"}"#.utf8)) }
        #expect(throws: EventFault.self) { try edited(#"{"token": 7}"#, by: edition) }
        #expect(throws: EventFault.self) { try edited("[]", by: edition) }
    }
}

import Eventing
import Testing
import Vocabulary

private struct Parcel: Record {
    var id: UUIDv7
    var label: String
    var weight: Quantity
    var collectedAt: Instant?
    var stops: [Int64]

    init(id: UUIDv7 = .example(), label: String, weight: Quantity, collectedAt: Instant? = nil, stops: [Int64] = []) {
        self.id = id
        self.label = label
        self.weight = weight
        self.collectedAt = collectedAt
        self.stops = stops
    }

    init(_ fields: inout some FieldCoder, _ parcel: Parcel?) throws(EventFault) {
        id = try fields.field("id", parcel?.id)
        label = try fields.field("label", parcel?.label)
        weight = try fields.field("weight", parcel?.weight)
        collectedAt = try fields.optional("collected_at", parcel?.collectedAt)
        stops = try fields.field("stops", parcel?.stops)
    }
}

private let id = "0190163d-8694-739b-aea5-966c26f8ad91"

private func parcel(_ json: String) throws(EventFault) -> Parcel {
    try Parcel(decoding: Array(json.utf8))
}

private func permutations(of members: [String]) -> [[String]] {
    guard members.count > 1 else { return [members] }
    return members.indices.flatMap { index in
        var rest = members
        let first = rest.remove(at: index)
        return permutations(of: rest).map { [first] + $0 }
    }
}

@Suite("A record")
struct RecordTests {
    @Test("is written in the order of its listing, without what is absent")
    func written() throws {
        let parcel = Parcel(label: "a \"b\"\n\u{1}é橘", weight: .grams(500), stops: [-1, 0, .max, .min])
        let json = String(decoding: try parcel.encoded(), as: UTF8.self)
        #expect(
            json == """
                {"id":"\(id)","label":"a \\"b\\"\\n\\u0001é橘","weight":{"unit":"g","amount":500},\
                "stops":[-1,0,9223372036854775807,-9223372036854775808]}
                """)
    }

    @Test("comes back as it was written")
    func roundTrip() throws {
        for original in [
            Parcel(label: "", weight: .pieces(0)),
            Parcel(label: "\u{1}\u{1f}\\/\u{10ffff}", weight: .grams(.max), collectedAt: .example(), stops: [1, 2]),
            try Parcel.example(),
        ] {
            #expect(try Parcel(decoding: original.encoded()) == original)
        }
    }

    @Test("is read whatever the order of its members, and past those it does not know")
    func anyOrder() throws {
        let json = """
             { "stops" : [ ] , "new": {"deep":[1,{"x":"}]\\""}]}, "weight":{"amount":7,"unit":"pieces"},
             "label":"\\u6a58\\ud83c\\udf4a", "collected_at":null, "id":"\(id.uppercased())" }
            """
        #expect(try parcel(json) == Parcel(label: "橘🍊", weight: .pieces(7)))
    }

    @Test("is read alike in each order of its members, wherever one stands that it does not know")
    func eachOrder() throws {
        let whole = Parcel(label: "a", weight: .grams(1), collectedAt: .example(), stops: [7])
        let members = [
            #""id":"\#(id)""#, #""label":"a""#, #""weight":{"amount":1,"unit":"g"}"#,
            #""collected_at":"\#(Instant.example())""#, #""stops":[7]"#,
        ]
        for order in permutations(of: members) {
            #expect(try parcel("{\(order.joined(separator: ","))}") == whole)
            for place in 0...order.count {
                let longer = order[..<place] + [#""new":{"label":"b"}"#] + order[place...]
                #expect(try parcel("{\(longer.joined(separator: ","))}") == whole)
            }
        }
    }

    @Test(
        "is read alike in each order of its members without what may be absent, or with a null for it",
        arguments: [
            [], [#""new":{"collected_at":"b"}"#], [#""collected_at":null"#], [#""new":[7]"#, #""collected_at":null"#],
        ])
    func eachShorterOrder(more: [String]) throws {
        let rest = Parcel(label: "a", weight: .grams(1), stops: [7])
        let members = [
            #""id":"\#(id)""#, #""label":"a""#, #""weight":{"amount":1,"unit":"g"}"#, #""stops":[7]"#,
        ]
        for order in permutations(of: members + more) {
            #expect(try parcel("{\(order.joined(separator: ","))}") == rest)
        }
    }

    @Test("is refused alike in each order of its members, and says why")
    func eachRefusedOrder() {
        let members = [#""id":"\#(id)""#, #""collected_at":7"#, #""stops":[]"#, #""weight":{"amount":1,"unit":"g"}"#]
        let fault = EventFault.invalid(field: "collected_at", expected: "a text")
        for order in permutations(of: members + [#""label":"a""#]) {
            #expect(throws: fault) { try parcel("{\(order.joined(separator: ","))}") }
        }
        for order in permutations(of: members) {
            #expect(throws: EventFault.missing("label")) { try parcel("{\(order.joined(separator: ","))}") }
        }
    }

    @Test(
        "has an instant in any form of RFC 3339",
        arguments: [
            "2019-07-07T12:00:00.000Z", "2019-07-07T20:00:00+08:00", "2019-07-07t12:00:00z",
            #"2019\u002d07-07T12:00:00Z"#,
        ])
    func instant(text: String) throws {
        let json = #"{"id":"\#(id)","label":"","weight":{"unit":"g","amount":1},"collected_at":"\#(text)","stops":[]}"#
        #expect(try parcel(json).collectedAt == Instant("2019-07-07T12:00:00Z"))
    }

    @Test(
        "is read alike with and without spaces between its members",
        arguments: [
            (#"{"id":"ID","label":"a","weight":WEIGHT,"collected_at":null,"stops":[]}"#, true),
            (#"{"id":"ID","label":"a","weight":WEIGHT,"collected_at":"2019-07-07T12:00:00.000Z","stops":[7]}"#, true),
            (#"{"new":[],"id":"ID","label":"a","weight":WEIGHT,"stops":[]}"#, true),
            (#"{"id":"ID","label":"a","label":"b","weight":WEIGHT,"stops":[]}"#, true),
            (#"{"id":"ID","l\u0061bel":"a","weight":WEIGHT,"stops":[]}"#, false),
            (#"{"id":null,"label":"a","weight":WEIGHT,"stops":[]}"#, false),
            (#"{"id":"ID","label":"a","weight":WEIGHT,"stops":"#, false),
            (#"{"id":"ID","label":"a","weight":WEIGHT,"stops":[],}"#, false),
            (#"{"id":"ID"#, false), (#"{"id":"#, false), (#"{"id""#, false),
        ])
    func spaces(text: String, isRead: Bool) {
        let compact = text.replacing("ID", with: id).replacing("WEIGHT", with: #"{"unit":"g","amount":1}"#)
        let spaced = compact.replacing("\":", with: "\" : ").replacing(",\"", with: " , \"")
        let outcome = { (json: String) in
            do throws(EventFault) { return "\(try parcel(json))" } catch {
                if case .malformed = error { return "malformed" }
                return "\(error)"
            }
        }
        #expect(outcome(compact) == outcome(spaced))
        #expect(outcome(compact).contains("Parcel") == isRead)
    }

    @Test(
        "refuses what is not well formed",
        arguments: [
            "", "{", "{\"id\"}", "{\"id\":}", "{\"id\":\"\(id)\"", "{,}",
            "{\"id\":\"\(id)\",\"label\":\"\",\"weight\":{\"unit\":\"g\",\"amount\":1},\"stops\":[]}}",
            "{\"id\":\"\(id)\",\"label\":\"\\x\"}", "{\"id\":\"\(id)\",\"label\":\"\\ud800\"}",
            "{\"id\":\"\(id)\",\"label\":\"\\u12", "{\"id\":\"\(id)\",\"label\":\"\n\"}",
        ])
    func malformed(json: String) {
        #expect {
            try parcel(json)
        } throws: { error in
            if case .malformed = error as? EventFault { true } else { false }
        }
    }

    @Test("tells a value that is no object from what is not well formed", arguments: ["[]", "7", "\"text\"", "null"])
    func noObject(json: String) {
        let fault = EventFault.invalid(field: "", expected: "an object")
        #expect(throws: fault) { try parcel(json) }
        #expect(fault.description == "it is not an object")
    }

    @Test(
        "names the field that is wrong",
        arguments: [
            ("{\"label\":\"a\"}", EventFault.missing("id")),
            ("{\"id\":7}", .invalid(field: "id", expected: "a text")),
            ("{\"id\":\"\(id)\",\"label\":[\"a\"]}", .invalid(field: "label", expected: "a text")),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"g\",\"amount\":\"1\"}}",
                .invalid(field: "weight.amount", expected: "a whole number")
            ),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"g\",\"amount\":1},\"stops\":{}}",
                .invalid(field: "stops", expected: "a list")
            ),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\\u0000b\"}",
                .invalid(field: "label", expected: "a text without the character U+0000")
            ),
            ("{\"id\":\"x\"}", .invalid(field: "id", expected: "a UUID")),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"kg\",\"amount\":1}}",
                .invalid(field: "weight.unit", expected: "one of g, pieces")
            ),
            ("{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"g\"}}", .missing("weight.amount")),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"g\",\"amount\":1.5}}",
                .invalid(field: "weight.amount", expected: "a whole number")
            ),
            (
                "{\"id\":\"\(id)\",\"label\":\"a\",\"weight\":{\"unit\":\"g\",\"amount\":9223372036854775808}}",
                .invalid(field: "weight.amount", expected: "a whole number of 64 bits")
            ),
        ])
    func named(json: String, fault: EventFault) {
        #expect(throws: fault) { try parcel(json) }
    }

    @Test("refuses bytes that are no UTF-8")
    func invalidUTF8() {
        let bytes = Array("{\"id\":\"\(id)\",\"label\":\"".utf8) + [0xc3, 0x28] + Array("\"}".utf8)
        #expect(throws: EventFault.self) { try Parcel(decoding: bytes) }
    }

    @Test("bounds how deep values lie and how long lists are")
    func bounded() {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect {
            try parcel("{\"new\":\(deep)}")
        } throws: { error in
            if case .tooDeep = error as? EventFault { true } else { false }
        }
        let long = Parcel(label: "", weight: .grams(1), stops: Array(repeating: 1, count: maximumListLength + 1))
        #expect(throws: EventFault.tooLong(field: "stops", limit: maximumListLength)) { try long.encoded() }
    }

    @Test("survives any truncation and any changed byte without a trap")
    func mutated() throws {
        let bytes = try Parcel.example().encoded()
        for length in bytes.indices {
            #expect(throws: EventFault.self) { try Parcel(decoding: bytes[..<length]) }
        }
        for index in bytes.indices {
            for byte: UInt8 in [0, 0x22, 0x5c, 0x7b, 0x7d, 0x2c, 0xff] {
                var mutated = bytes
                mutated[index] = byte
                _ = try? Parcel(decoding: mutated)
            }
        }
    }
}

@Suite("Base64")
struct Base64Tests {
    @Test(
        "agrees with the vectors of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64Bytes(Array(plain.utf8)).description == encoded)
        #expect(Base64Bytes(encoded)?.bytes == Array(plain.utf8))
    }

    @Test("refuses other text", arguments: ["Z", "Zg=", "Z===", "Zm9*", "=Zg="])
    func refused(text: String) {
        #expect(Base64Bytes(text) == nil)
    }
}

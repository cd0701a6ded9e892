import Contracts
import Eventing
import Testing
import Vocabulary

/// A parcel on its way.
private struct Parcel: Record {
    /// Its state.
    enum State: String, CodeFieldValue {
        /// It waits.
        case waiting
        case underWay = "under-way"
    }

    var id: UUIDv7
    /// Where it is in its life.
    var state: State
    var amountFen: Fen?
    var pieces: Int32
    var stops: [Quantity]
    var since: Day

    init(_ fields: inout some FieldCoder, _ parcel: Parcel?) throws(EventFault) {
        id = try fields.field("id", parcel?.id)
        state = try fields.field("state", parcel?.state)
        amountFen = try fields.optional("amount_fen", parcel?.amountFen)
        pieces = try fields.field("pieces", parcel?.pieces, like: 7)
        stops = try fields.field("stops", parcel?.stops)
        since = try fields.field("since", parcel?.since)
    }
}

@Suite("The schema of a record")
struct JSONSchemaTests {
    private static func schema() throws -> JSON {
        var comments = SourceComments()
        comments.read(
            """
            /// A parcel on its way.
            private struct Parcel: Record {
                enum State: String, CodeFieldValue {
                    /// It waits.
                    case waiting
                    case underWay = "under-way"
                }
                /// Where it is in its life.
                var state: State
                init() {
                    state = try fields.field("state", parcel?.state)
                }
            }
            """, module: "ContractsTests")
        return JSONSchema(comments).schema(of: try Parcel.shape())
    }

    @Test("has its fields with their types, and requires those that are always there")
    func fields() throws {
        let schema = try Self.schema()
        #expect(schema["type"] == "object")
        #expect(
            schema["properties"]?.members.map(\.name) == ["id", "state", "amount_fen", "pieces", "stops", "since"])
        #expect(schema["required"] == ["id", "state", "pieces", "stops", "since"])
        #expect(schema["properties"]?["id"] == ["type": "string", "format": "uuid"])
        #expect(schema["properties"]?["since"] == ["type": "string", "format": "date"])
        #expect(
            schema["properties"]?["amount_fen"]
                == ["type": "integer", "format": "int64", "x-unit": "fen, 0.01 CNY"])
        #expect(schema["properties"]?["pieces"]?["maximum"]?.integer == Int64(Int32.max))
        #expect(schema["properties"]?["stops"]?["maxItems"] == 1000)
        #expect(schema["properties"]?["stops"]?["items"]?["required"] == ["unit", "amount"])
    }

    @Test("says what the sources say, and what each code means")
    func words() throws {
        let schema = try Self.schema()
        #expect(schema["description"] == "A parcel on its way.")
        let state = schema["properties"]?["state"]
        #expect(state?["description"] == "Where it is in its life.\n- `waiting`: It waits.")
        #expect(state?["enum"] == ["waiting", "under-way"])
    }

    @Test("has a sample with all fields, as the listing would have it, which reads back")
    func sample() throws {
        let sample = try Parcel.sample()
        #expect(sample.pieces == 7)
        #expect(sample.amountFen != nil)
        #expect(try Parcel(decoding: sample.encoded()) == sample)
        #expect(UUIDv7.sample(for: "a") != UUIDv7.sample(for: "b"))
        #expect(UUIDv7.sample(for: "a") == UUIDv7.sample(for: "a"))
    }
}

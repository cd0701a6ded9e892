import Contracts
import Testing

@Suite("What sources say of their types")
struct SourceCommentsTests {
    private static let source = """
        public import Eventing

        /// `box.packed`: a box
        /// is packed.
        public struct BoxPacked: Event {
            /// How.
            public enum Way: String, CodeFieldValue {
                /// By a person.
                case byHand = "by-hand"
                /// By ``Machine``.
                case machine
            }

            /// The box.
            public var boxID: UUIDv7
            /// What it weighs.
            public var grams: Int64
            public var silent: Bool
            /// What is said of every box.
            public var notice: BoxNotice

            /// Lists the fields.
            public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
                boxID = try fields.field("box_id", event?.boxID)
                self.grams = try fields.field(
                    "weight_g", event?.grams, like: 7)
                silent = try fields.field("silent", event?.silent)
                notice = try BoxNotice(&fields, event?.notice)
            }
        }

        public struct BoxNotice {
            /// Where it stands.
            var shelf: Int32

            init(_ fields: inout some FieldCoder, _ notice: Self?) throws(EventFault) {
                let shelf = try fields.optional("shelf", notice?.shelf)
            }
        }
        """

    private static let comments: SourceComments = {
        var comments = SourceComments()
        comments.read(source, module: "BoxEvents")
        comments.read(
            "extension Weight: Record {\n    weight = try fields.field(\"g\", weight?.grams)\n}", module: "Codes")
        comments.read("/// A weight.\nstruct Weight {\n    /// In grams.\n    let grams: Int64\n}", module: "Words")
        return comments
    }()

    @Test("a type's comment is its lines in one")
    func type() {
        #expect(Self.comments.comment(onType: "BoxEvents.BoxPacked") == "`box.packed`: a box is packed.")
        #expect(Self.comments.comment(onType: "BoxEvents.BoxPacked.Way") == "How.")
        #expect(Self.comments.comment(onType: "BoxEvents.BoxNotice") == nil)
    }

    @Test("a field is told of by the property that it is read into")
    func field() {
        let box = "BoxEvents.BoxPacked"
        #expect(Self.comments.comment(onField: "box_id", of: box) == "The box.")
        #expect(Self.comments.comment(onField: "weight_g", of: box) == "What it weighs.")
        #expect(Self.comments.comment(onField: "silent", of: box) == nil)
    }

    @Test("fields of a listing that is taken over are told of there")
    func takenOver() {
        #expect(Self.comments.comment(onField: "shelf", of: "BoxEvents.BoxPacked") == "Where it stands.")
    }

    @Test("a listing may stand in another module than the type")
    func elsewhere() {
        #expect(Self.comments.comment(onField: "g", of: "Words.Weight") == "In grams.")
        #expect(Self.comments.comment(onType: "Words.Weight") == "A weight.")
    }

    @Test("codes are told of one by one")
    func codes() {
        let way = "BoxEvents.BoxPacked.Way"
        #expect(Self.comments.comment(onCode: "by-hand", of: way) == "By a person.")
        #expect(Self.comments.comment(onCode: "machine", of: way) == "By `Machine`.")
        #expect(Self.comments.comment(onCode: "other", of: way) == nil)
    }

    @Test("a private type is found by its name without what the runtime says of its context")
    func privateType() {
        #expect(Self.comments.comment(onType: "BoxEvents.(unknown context at $1f).BoxPacked.Way") == "How.")
    }
}

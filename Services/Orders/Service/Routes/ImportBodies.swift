public import Eventing
internal import OrdersDomain
public import Vocabulary

/// An order of a partner, as the partner writes it.
struct ImportedOrderBody: Record {
    var reference: String
    var subPlatform: UUIDv7?
    var buyer: Token
    var destination: DestinationBody
    var lines: [LineBody]

    init(_ fields: inout some FieldCoder, _ order: ImportedOrderBody?) throws(EventFault) {
        reference = try fields.field("partner_order_ref", order?.reference)
        subPlatform = try fields.optional("sub_platform", order?.subPlatform)
        buyer = try fields.field("buyer", order?.buyer)
        destination = try fields.field("destination", order?.destination)
        lines = try fields.field("lines", order?.lines)
    }

    var request: OrderRequest {
        OrderRequest(
            channel: .partner, subPlatform: subPlatform, buyer: buyer, destination: destination.destination,
            lines: lines.requested)
    }
}

/// An element of a batch, which is read or not without regard to the others.
enum ImportElement: FieldValue {
    case order(ImportedOrderBody)
    /// What could be read of its number, and what is wrong.
    case malformed(reference: String?, EventFault)

    func write(to json: inout JSONWriter) throws(EventFault) {
        switch self {
        case .order(let order): try order.write(to: &json)
        case .malformed(_, let fault): throw fault
        }
    }

    static func read(from json: inout JSONReader) throws(EventFault) -> ImportElement {
        let bytes = try json.rawValue()
        do throws(EventFault) {
            return .order(try ImportedOrderBody(decoding: bytes))
        } catch {
            return .malformed(reference: try? ImportReference(decoding: bytes).reference, error)
        }
    }

    static func example() throws(EventFault) -> ImportElement { .order(try .example()) }

    static func shape() throws(EventFault) -> FieldShape { try ImportedOrderBody.shape() }

    static func sample(for field: StaticString) throws(EventFault) -> ImportElement { .order(try .sample()) }

    /// The order to import.
    var entry: ImportEntry {
        switch self {
        case .order(let order):
            return ImportEntry(reference: order.reference, request: .success(order.request))
        case .malformed(let reference, let fault):
            return ImportEntry(reference: reference, request: .failure(ImportFault(fault)))
        }
    }
}

extension ImportFault {
    fileprivate init(_ fault: EventFault) {
        self.init(reason: .malformed, detail: "\(fault)")
    }
}

/// The least that is known of an order that cannot be read.
private struct ImportReference: Record {
    var reference: String

    init(_ fields: inout some FieldCoder, _ order: ImportReference?) throws(EventFault) {
        reference = try fields.field("partner_order_ref", order?.reference)
    }
}

/// `POST /partners/{partner}/imports`, and the file of `orders import`.
public struct ImportBody: Record {
    var orders: [ImportElement]

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ body: ImportBody?) throws(EventFault) {
        orders = try fields.field("orders", body?.orders)
    }
}

/// What became of a batch.
public struct ImportReport: Record {
    /// What becomes of an order.
    public enum Outcome: String, CodeFieldValue {
        /// It is taken.
        case accepted
        /// It was taken before, and is not taken twice.
        case repeated
        /// It is not taken.
        case refused
    }

    /// What became of one order.
    public struct Line: Record {
        /// Its place in the batch, from 1.
        public var position: Int32
        /// The partner's number for it; absent if not even that could be read.
        public var reference: String?
        /// What became of it.
        public var outcome: Outcome
        /// The order; absent if it is refused.
        public var orderID: UUIDv7?
        /// Why it is refused.
        public var reason: ImportReason?
        /// What is wrong, and what to do, for a person.
        public var detail: String?

        init(position: Int32, reference: String?, outcome: ImportOutcome) {
            self.position = position
            self.reference = reference
            switch outcome {
            case .accepted(let order): (self.outcome, orderID) = (.accepted, order)
            case .repeated(let order): (self.outcome, orderID) = (.repeated, order)
            case .refused(let fault): (self.outcome, reason, detail) = (.refused, fault.reason, fault.detail)
            }
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ line: Line?) throws(EventFault) {
            position = try fields.field("position", line?.position)
            reference = try fields.optional("partner_order_ref", line?.reference)
            outcome = try fields.field("outcome", line?.outcome)
            orderID = try fields.optional("order_id", line?.orderID)
            reason = try fields.optional("reason", line?.reason)
            detail = try fields.optional("detail", line?.detail)
        }
    }

    /// How many are taken.
    public var accepted: Int64
    /// How many were taken before.
    public var repeated: Int64
    /// How many are not.
    public var refused: Int64
    /// What became of each, in the order of the batch.
    public var lines: [Line]

    init(_ entries: [ImportEntry], _ outcomes: [ImportOutcome]) {
        lines = zip(entries, outcomes).enumerated().map { position, pair in
            Line(position: Int32(position) + 1, reference: pair.0.reference, outcome: pair.1)
        }
        accepted = Int64(lines.count { $0.outcome == .accepted })
        repeated = Int64(lines.count { $0.outcome == .repeated })
        refused = Int64(lines.count { $0.outcome == .refused })
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ report: ImportReport?) throws(EventFault) {
        accepted = try fields.field("accepted", report?.accepted)
        repeated = try fields.field("repeated", report?.repeated)
        refused = try fields.field("refused", report?.refused)
        lines = try fields.field("lines", report?.lines)
    }
}

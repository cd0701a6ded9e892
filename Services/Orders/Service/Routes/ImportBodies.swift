internal import Eventing
internal import OrdersDomain
internal import Vocabulary

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

    func request() throws(EventFault) -> OrderRequest {
        OrderRequest(
            channel: .partner, subPlatform: subPlatform, buyer: buyer, destination: try destination.destination(),
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
            do throws(EventFault) {
                return ImportEntry(reference: order.reference, request: .success(try order.request()))
            } catch {
                return ImportEntry(reference: order.reference, request: .failure(ImportFault(error)))
            }
        case .malformed(let reference, let fault):
            return ImportEntry(reference: reference, request: .failure(ImportFault(fault)))
        }
    }
}

extension ImportFault {
    fileprivate init(_ fault: EventFault) {
        self.init(code: "malformed", detail: "\(fault)")
    }
}

/// The least that is known of an order that cannot be read.
private struct ImportReference: Record {
    var reference: String

    init(_ fields: inout some FieldCoder, _ order: ImportReference?) throws(EventFault) {
        reference = try fields.field("partner_order_ref", order?.reference)
    }
}

/// `POST /partners/{partner}/imports`
struct ImportBody: Record {
    var orders: [ImportElement]

    init(_ fields: inout some FieldCoder, _ body: ImportBody?) throws(EventFault) {
        orders = try fields.field("orders", body?.orders)
    }
}

/// What became of a batch.
struct ImportReport: Record {
    /// What became of one order.
    struct Line: Record {
        var position: Int32
        var reference: String?
        var outcome: String
        var orderID: UUIDv7?
        var reason: String?
        var detail: String?

        init(position: Int32, reference: String?, outcome: ImportOutcome) {
            self.position = position
            self.reference = reference
            switch outcome {
            case .taken(let order): (self.outcome, orderID) = ("taken", order)
            case .known(let order): (self.outcome, orderID) = ("known", order)
            case .refused(let fault): (self.outcome, reason, detail) = ("refused", fault.code, fault.detail)
            }
        }

        init(_ fields: inout some FieldCoder, _ line: Line?) throws(EventFault) {
            position = try fields.field("position", line?.position)
            reference = try fields.optional("partner_order_ref", line?.reference)
            outcome = try fields.field("outcome", line?.outcome)
            orderID = try fields.optional("order_id", line?.orderID)
            reason = try fields.optional("reason", line?.reason)
            detail = try fields.optional("detail", line?.detail)
        }
    }

    var taken: Int64
    var known: Int64
    var refused: Int64
    var lines: [Line]

    init(_ entries: [ImportEntry], _ outcomes: [ImportOutcome]) {
        lines = zip(entries, outcomes).enumerated().map { position, pair in
            Line(position: Int32(position) + 1, reference: pair.0.reference, outcome: pair.1)
        }
        taken = Int64(lines.count { $0.outcome == "taken" })
        known = Int64(lines.count { $0.outcome == "known" })
        refused = Int64(lines.count { $0.outcome == "refused" })
    }

    init(_ fields: inout some FieldCoder, _ report: ImportReport?) throws(EventFault) {
        taken = try fields.field("taken", report?.taken)
        known = try fields.field("known", report?.known)
        refused = try fields.field("refused", report?.refused)
        lines = try fields.field("lines", report?.lines)
    }
}

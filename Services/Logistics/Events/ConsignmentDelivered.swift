public import Eventing
public import Vocabulary

/// `consignment.delivered`: the buyer has it.
public struct ConsignmentDelivered: Event {
    /// `throughtrain.logistics.consignment.delivered.v1`.
    public static let type = EventType("logistics", "consignment", "delivered")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "delivered_at"),
        .within("items", .told("allocation_id", "lot_id", "delivered", "refused", "reason")),
        .within("proof", .told("kind", "digest")))

    /// What was delivered of one allocation. Delivered, refused and condemned together are what was collected.
    public struct Item: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot that the goods come from.
        public var lotID: UUIDv7
        /// How much the buyer took.
        public var delivered: Quantity
        /// How much the buyer did not take, or did not find.
        public var refused: Quantity
        /// Why not, as a code: damaged, spoiled, wrong, unwanted, missing; absent if all was taken.
        public var reason: String?

        /// Makes an item.
        public init(
            allocationID: UUIDv7, lotID: UUIDv7, delivered: Quantity, refused: Quantity, reason: String? = nil
        ) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.delivered = delivered
            self.refused = refused
            self.reason = reason
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            delivered = try fields.field("delivered", item?.delivered, like: .grams(1000))
            refused = try fields.field("refused", item?.refused, like: .grams(195))
            reason = try fields.optional("reason", item?.reason, like: "damaged")
        }
    }

    /// What shows it.
    public struct Proof: Record {
        /// What kind of proof.
        public enum Kind: String, CodeFieldValue {
            /// The buyer's code.
            case code
            /// A signature.
            case signature
            /// A photograph.
            case photo
        }

        /// What kind of proof.
        public var kind: Kind
        /// Its digest.
        public var digest: String

        /// Makes a proof.
        public init(kind: Kind, digest: String) {
            self.kind = kind
            self.digest = digest
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ proof: Self?) throws(EventFault) {
            kind = try fields.field("kind", proof?.kind)
            digest = try fields.field(
                "digest", proof?.digest, like: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
            )
        }
    }

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// When.
    public var deliveredAt: Instant
    /// What.
    public var items: [Item]
    /// What shows it.
    public var proof: Proof

    /// Makes the event.
    public init(consignmentID: UUIDv7, orderID: UUIDv7, deliveredAt: Instant, items: [Item], proof: Proof) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.deliveredAt = deliveredAt
        self.items = items
        self.proof = proof
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        deliveredAt = try fields.field("delivered_at", event?.deliveredAt)
        items = try fields.field("items", event?.items)
        proof = try fields.field("proof", event?.proof)
    }
}

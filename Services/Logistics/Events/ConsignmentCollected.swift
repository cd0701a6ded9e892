public import Eventing
public import Vocabulary

/// `consignment.collected`: a vehicle has it, at its final weight.
public struct ConsignmentCollected: Event {
    /// `throughtrain.logistics.consignment.collected.v1`.
    public static let type = EventType("logistics", "consignment", "collected")

    /// The partner that sent the order is told of it.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .sender(of: "order_id"),
        .told("consignment_id", "order_id", "collected_at", "proof"), .withheld("run_id", "site"),
        .within("items", .told("allocation_id", "lot_id", "ordered", "collected", "weight_g", "short_reason")))

    /// What was collected of one allocation.
    public struct Item: Record {
        /// Why less was collected than was to be.
        public enum ShortReason: String, CodeFieldValue {
            /// It was not there.
            case absent
            /// It was not sound.
            case spoiled
            /// It weighed less.
            case underweight
        }

        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot that the goods come from.
        public var lotID: UUIDv7
        /// How much was to be collected.
        public var ordered: Quantity
        /// How much was.
        public var collected: Quantity
        /// What it weighs, in grams.
        public var weightG: Int64
        /// Why it is less; absent if it is not.
        public var shortReason: ShortReason?

        /// Makes an item.
        public init(
            allocationID: UUIDv7, lotID: UUIDv7, ordered: Quantity, collected: Quantity, weightG: Int64,
            shortReason: ShortReason? = nil
        ) {
            self.allocationID = allocationID
            self.lotID = lotID
            self.ordered = ordered
            self.collected = collected
            self.weightG = weightG
            self.shortReason = shortReason
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            ordered = try fields.field("ordered", item?.ordered)
            collected = try fields.field("collected", item?.collected, like: .grams(1195))
            weightG = try fields.field("weight_g", item?.weightG, like: 1195)
            shortReason = try fields.optional("short_reason", item?.shortReason)
        }
    }

    /// The consignment.
    public var consignmentID: UUIDv7
    /// The order that it belongs to.
    public var orderID: UUIDv7
    /// The run that collected. Left out of the partner edition.
    public var runID: UUIDv7
    /// Where. Left out of the partner edition.
    public var site: UUIDv7
    /// When.
    public var collectedAt: Instant
    /// What.
    public var items: [Item]
    /// The digest of the photograph.
    public var proof: String

    /// Makes the event.
    public init(
        consignmentID: UUIDv7, orderID: UUIDv7, runID: UUIDv7, site: UUIDv7, collectedAt: Instant, items: [Item],
        proof: String
    ) {
        self.consignmentID = consignmentID
        self.orderID = orderID
        self.runID = runID
        self.site = site
        self.collectedAt = collectedAt
        self.items = items
        self.proof = proof
    }

    /// The consignment.
    public var subject: String { consignmentID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", event?.consignmentID)
        orderID = try fields.field("order_id", event?.orderID)
        runID = try fields.field("run_id", event?.runID)
        site = try fields.field("site", event?.site)
        collectedAt = try fields.field("collected_at", event?.collectedAt)
        items = try fields.field("items", event?.items)
        proof = try fields.field(
            "proof", event?.proof, like: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
    }
}

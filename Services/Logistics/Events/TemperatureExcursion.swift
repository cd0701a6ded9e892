public import Eventing
public import Vocabulary

/// `temperature.excursion`: goods were out of their band for longer than they bear, and are condemned.
public struct TemperatureExcursion: Event {
    /// `throughtrain.logistics.temperature.excursion.v1`.
    public static let type = EventType("logistics", "temperature", "excursion")

    /// Partners that sent an order with goods in it are told, each of its own goods.
    public static let partnerEdition: PartnerEdition? = PartnerEdition(
        to: .senders(ofEach: "items", by: "order_id"),
        .told("excursion_id", "from", "to", "peak", "out_min", "cumulative_min", "custody"), .withheld("where"),
        .within(
            "items",
            .told("consignment_id", "order_id", "allocation_id", "lot_id", "product_id", "quantity", "allowed_min")))

    /// Who answers for the goods.
    public enum Custody: String, CodeFieldValue {
        /// A station.
        case station
        /// The carrier.
        case carrier
    }

    /// Where it was too warm or too cold.
    public enum Space: Record {
        /// In a compartment of a vehicle.
        case compartment(runID: UUIDv7, number: Int32)
        /// In a store of a station, hub or depot.
        case store(stationID: UUIDv7, number: Int32)

        /// Lists the fields: `run_id` and `compartment`, or `station_id` and `store`.
        public init(_ fields: inout some FieldCoder, _ space: Self?) throws(EventFault) {
            let runID = try fields.optional("run_id", space?.runID)
            let compartment = try fields.optional("compartment", space?.compartment)
            let stationID = try fields.optional("station_id", space?.stationID)
            let store = try fields.optional("store", space?.store)
            if let runID, let compartment {
                self = .compartment(runID: runID, number: compartment)
            } else if let stationID, let store {
                self = .store(stationID: stationID, number: store)
            } else {
                throw .invalid(field: "", expected: "a compartment of a run or a store of a station")
            }
        }

        /// The run that the vehicle was on.
        private var runID: UUIDv7? {
            if case .compartment(let runID, _) = self { runID } else { nil }
        }

        /// Which compartment of the vehicle, with `run_id`.
        private var compartment: Int32? {
            if case .compartment(_, let number) = self { number } else { nil }
        }

        /// The station, hub or depot.
        private var stationID: UUIDv7? {
            if case .store(let stationID, _) = self { stationID } else { nil }
        }

        /// Which store of the station, with `station_id`.
        private var store: Int32? {
            if case .store(_, let number) = self { number } else { nil }
        }
    }

    /// Goods that were exposed for longer than they bear.
    public struct Item: Record {
        /// The consignment; absent for goods that lie in their lot's store and are not collected.
        public var consignmentID: UUIDv7?
        /// Its order, likewise.
        public var orderID: UUIDv7?
        /// The allocation, likewise.
        public var allocationID: UUIDv7?
        /// The lot that the goods come from.
        public var lotID: UUIDv7
        /// The product.
        public var productID: UUIDv7
        /// How much.
        public var quantity: Quantity
        /// How long they bear other temperatures, in minutes.
        public var allowedMin: Int64

        /// Makes an item.
        public init(
            consignmentID: UUIDv7? = nil, orderID: UUIDv7? = nil, allocationID: UUIDv7? = nil, lotID: UUIDv7,
            productID: UUIDv7, quantity: Quantity, allowedMin: Int64
        ) {
            self.consignmentID = consignmentID
            self.orderID = orderID
            self.allocationID = allocationID
            self.lotID = lotID
            self.productID = productID
            self.quantity = quantity
            self.allowedMin = allowedMin
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            consignmentID = try fields.optional("consignment_id", item?.consignmentID)
            orderID = try fields.optional("order_id", item?.orderID)
            allocationID = try fields.optional("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            productID = try fields.field("product_id", item?.productID)
            quantity = try fields.field("quantity", item?.quantity)
            allowedMin = try fields.field("allowed_min", item?.allowedMin, like: 120)
        }
    }

    /// The excursion.
    public var excursionID: UUIDv7
    /// Where it happened.
    public var space: Space
    /// When the band was left first.
    public var from: Instant
    /// When it was last known to be left.
    public var to: Instant
    /// The reading furthest outside, in tenths of a degree Celsius.
    public var peak: Int32
    /// How long it was outside in these readings, in minutes.
    public var outMin: Int64
    /// The longest that any of the goods was outside, all exposures together, in minutes.
    public var cumulativeMin: Int64
    /// Who answers for the goods.
    public var custody: Custody
    /// Only goods exposed for longer than they bear.
    public var items: [Item]

    /// Makes the event.
    public init(
        excursionID: UUIDv7, space: Space, from: Instant, to: Instant, peak: Int32, outMin: Int64, cumulativeMin: Int64,
        custody: Custody, items: [Item]
    ) {
        self.excursionID = excursionID
        self.space = space
        self.from = from
        self.to = to
        self.peak = peak
        self.outMin = outMin
        self.cumulativeMin = cumulativeMin
        self.custody = custody
        self.items = items
    }

    /// The excursion.
    public var subject: String { excursionID.description }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ event: Self?) throws(EventFault) {
        excursionID = try fields.field("excursion_id", event?.excursionID)
        space = try fields.field("where", event?.space)
        from = try fields.field("from", event?.from)
        to = try fields.field("to", event?.to, like: .example() + .minutes(140))
        peak = try fields.field("peak", event?.peak, like: 124)
        outMin = try fields.field("out_min", event?.outMin, like: 140)
        cumulativeMin = try fields.field("cumulative_min", event?.cumulativeMin, like: 140)
        custody = try fields.field("custody", event?.custody)
        items = try fields.field("items", event?.items)
    }
}

public import Eventing
internal import LogisticsDomain
public import Postgres
internal import Runtime
public import Vocabulary

/// What a driver is to load and to unload at a stop.
public struct StopGoods: Record {
    /// What is to be loaded, in the order in which it was planned.
    public var loads: [GoodsEntry]
    /// What is to be unloaded.
    public var unloads: [GoodsEntry]

    init(loads: [GoodsEntry], unloads: [GoodsEntry]) {
        self.loads = loads
        self.unloads = unloads
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ goods: Self?) throws(EventFault) {
        loads = try fields.field("loads", goods?.loads)
        unloads = try fields.field("unloads", goods?.unloads)
    }
}

/// A consignment on a driver's list.
public struct GoodsEntry: Record {
    /// The consignment.
    public var consignmentID: UUIDv7
    /// Where it stands: what was called off since the plan was made is `withdrawn`, and stays.
    public var state: String
    /// Where it goes in the end.
    public var destinationID: UUIDv7
    /// What it is kept at; absent if it bears any temperature.
    public var band: Band?
    /// Its goods, by allocation.
    public var items: [Item]

    /// Goods of one allocation.
    public struct Item: Record {
        /// The allocation.
        public var allocationID: UUIDv7
        /// The lot that they come from.
        public var lotID: UUIDv7
        /// How much is due to be collected, or is carried.
        public var quantity: Quantity

        init(_ item: ConsignmentItem) {
            allocationID = item.allocationID
            lotID = item.lotID
            quantity = Quantity(item.carried, item.ordered.unit)
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ item: Self?) throws(EventFault) {
            allocationID = try fields.field("allocation_id", item?.allocationID)
            lotID = try fields.field("lot_id", item?.lotID)
            quantity = try fields.field("quantity", item?.quantity)
        }
    }

    init(_ consignment: Consignment) {
        consignmentID = consignment.id
        state = consignment.state.rawValue
        destinationID = consignment.request.destinationID
        band = consignment.request.band
        items = consignment.items.filter { $0.carried > 0 }.map(Item.init)
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
        consignmentID = try fields.field("consignment_id", entry?.consignmentID)
        state = try fields.field("state", entry?.state)
        destinationID = try fields.field("destination_id", entry?.destinationID)
        band = try fields.optional("band", entry?.band)
        items = try fields.field("items", entry?.items)
    }
}

extension LogisticsService {
    /// What is to be loaded and unloaded at a stop of a run.
    public func goods(
        ofStop number: Int32, of run: UUIDv7, in transaction: PostgresTransaction
    ) async throws -> StopGoods {
        let stops = try await StopStore(transaction: transaction).load(of: [run])[run]
        guard let stop = stops?.inForce.first(where: { $0.number == number }) else {
            throw Problem.notFound("stop \(number) of run \(run)")
        }
        let ids = stop.loads.map(\.consignmentID) + stop.unloads
        let loaded = try await ConsignmentStore(transaction: transaction).load(ids)
        let known = Dictionary(uniqueKeysWithValues: loaded.map { ($0.id, GoodsEntry($0)) })
        return StopGoods(
            loads: stop.loads.compactMap { known[$0.consignmentID] }, unloads: stop.unloads.compactMap { known[$0] })
    }
}

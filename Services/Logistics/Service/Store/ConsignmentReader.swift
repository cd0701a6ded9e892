internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// Puts consignments together from the rows of their tables.
struct ConsignmentReader {
    let consignments: PostgresRows
    let items: PostgresRows

    /// The columns of `consignment`, in the order in which they are read.
    static let columns = """
        id, order_id, direction, origin, destination, destination_kind, city, band_minimum, band_maximum,
        band_allowed_minutes, ready_from, deliver_by, priority, hub, depot, destination_longitude,
        destination_latitude, collect_from, collect_to, state, run, site, collected_at, failed_collections,
        failed_deliveries, pick_up_code, pick_up_by, pick_up_wrong_tries
        """

    /// The columns of `consignment_item`, likewise.
    static let itemColumns = """
        consignment, allocation, lot, product, goods_class, unit, ordered, pieces, gross_g, volume_ml, withdrawn,
        collected, missing, condemned, delivered, refused
        """

    /// The consignments, in the order of their rows.
    func read() throws -> [Consignment] {
        let items = try readItems()
        return try consignments.map { try read($0, items: items) }
    }

    private func read(_ row: PostgresRow, items: [UUIDv7: [ConsignmentItem]]) throws -> Consignment {
        let (
            id, order, direction, origin, destination, kind, city, bandMinimum, bandMaximum, bandAllowed, readyFrom,
            deliverBy, priority, hub, depot, longitude, latitude, collectFrom, collectTo, state, run, site, collectedAt,
            failedCollections, failedDeliveries, code, pickUpBy, wrongTries
        ) = try row.decode(
            UUIDv7.self, UUIDv7.self, Direction.self, UUIDv7.self, UUIDv7.self, DestinationKind.self,
            DivisionCode.self, Int32?.self, Int32?.self, Int64?.self, Instant.self, Instant.self, Int32.self,
            UUIDv7?.self, UUIDv7?.self, Int32?.self, Int32?.self, Instant?.self, Instant?.self, ConsignmentState.self,
            UUIDv7?.self, UUIDv7.self, Instant?.self, Int32.self, Int32.self, ContentDigest?.self, Instant?.self,
            Int32?.self)
        let request = ConsignmentRequest(
            id: id, orderID: order, direction: direction, originID: origin, destinationID: destination,
            destinationKind: kind, city: city, band: Band(bandMinimum, bandMaximum, bandAllowed), readyFrom: readyFrom,
            deliverBy: deliverBy, priority: priority)
        var itinerary: Itinerary?
        if let hub, let longitude, let latitude, let collectFrom, let collectTo {
            let coordinate = Coordinate(longitude: longitude, latitude: latitude)
            itinerary = Itinerary(
                hubID: hub, depotID: depot,
                destination: Destination(id: destination, kind: kind, city: city, coordinate: coordinate),
                collect: TimeWindow(from: collectFrom, to: collectTo))
        }
        var pickUp: PickUp?
        if let code, let pickUpBy, let wrongTries {
            pickUp = PickUp(codeDigest: code, deadline: pickUpBy, wrongTries: wrongTries)
        }
        return Consignment(
            request: request, itinerary: itinerary, state: state, items: items[id] ?? [], runID: run, siteID: site,
            collectedAt: collectedAt, failedCollections: failedCollections, failedDeliveries: failedDeliveries,
            pickUp: pickUp)
    }

    private func readItems() throws -> [UUIDv7: [ConsignmentItem]] {
        var found: [UUIDv7: [ConsignmentItem]] = [:]
        for row in items {
            let (
                consignment, allocation, lot, product, goodsClass, unit, ordered, pieces, grams, millilitres, withdrawn,
                collected, missing, condemned, delivered, refused
            ) = try row.decode(
                UUIDv7.self, UUIDv7.self, UUIDv7.self, UUIDv7.self, String.self, QuantityUnit.self, Int64.self,
                Int64.self, Int64.self, Int64.self, Int64.self, Int64?.self, Int64.self, Int64.self, Int64.self,
                Int64.self)
            found[consignment, default: []].append(
                ConsignmentItem(
                    allocationID: allocation, lotID: lot, productID: product, goodsClass: goodsClass,
                    ordered: Quantity(ordered, unit), pieces: pieces,
                    orderedLoad: Load(grams: grams, millilitres: millilitres), withdrawn: withdrawn,
                    collected: collected, missing: missing, condemned: condemned, delivered: delivered,
                    refused: refused))
        }
        return found
    }
}

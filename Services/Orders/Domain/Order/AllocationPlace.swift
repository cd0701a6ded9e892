import Vocabulary

/// Where a part stands in an order's reservation.
struct AllocationPlace: Hashable {
    let line: Int
    let allocation: Int
}

/// A quantity of one part, which was checked to be possible.
struct PartQuantity {
    let place: AllocationPlace
    let amount: Int64
}

extension Order {
    /// A part of the reservation.
    /// - Precondition: the place was found by ``place(of:in:)`` in this order.
    subscript(place: AllocationPlace) -> Allocation {
        get {
            guard let reservation else { preconditionFailure("an order without a reservation has no parts") }
            return reservation.lines[place.line].allocations[place.allocation]
        }
        set { reservation?.lines[place.line].allocations[place.allocation] = newValue }
    }

    /// The line that a part fills.
    func line(at place: AllocationPlace) -> ReservedLine {
        guard let reservation else { preconditionFailure("an order without a reservation has no lines to fill") }
        return reservation.lines[place.line]
    }

    /// Finds a part.
    func place(of allocation: UUIDv7) throws(OrderRefusal) -> AllocationPlace {
        for (line, reserved) in (reservation?.lines ?? []).enumerated() {
            if let index = reserved.allocations.firstIndex(where: { $0.id == allocation }) {
                return AllocationPlace(line: line, allocation: index)
            }
        }
        throw .unknownAllocation(allocation)
    }

    /// The consignment that all of these parts are in; nil if they are in more than one.
    func onlyConsignment(of allocations: [UUIDv7]) -> UUIDv7? {
        let found = consignments.filter { !Set(allocations).isDisjoint(with: $0.allocations) }
        return found.count == 1 ? found.first?.id : nil
    }

    /// Finds a consignment.
    func index(of consignment: UUIDv7) throws(OrderRefusal) -> Int {
        guard let index = consignments.firstIndex(where: { $0.id == consignment }) else {
            throw .unknownConsignment(consignment)
        }
        return index
    }

    /// Checks that quantities are of parts of this order, and of that consignment if one is named.
    func resolve(
        _ items: [AllocatedQuantity], in consignment: UUIDv7? = nil
    ) throws(OrderRefusal) -> [PartQuantity] {
        let carried = try consignment.map { (id: UUIDv7) throws(OrderRefusal) in consignments[try index(of: id)] }
        var parts: [PartQuantity] = []
        for item in items {
            let place = try place(of: item.allocation)
            guard carried?.allocations.contains(item.allocation) ?? true else {
                throw .unknownAllocation(item.allocation)
            }
            let whole = self[place].quantity
            guard item.quantity.unit == whole.unit, (0...whole.amount).contains(item.quantity.amount) else {
                throw .quantityDiffers(allocation: item.allocation)
            }
            parts.append(PartQuantity(place: place, amount: item.quantity.amount))
        }
        return parts
    }
}

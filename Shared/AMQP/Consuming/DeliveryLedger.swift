/// What is told to the broker about deliveries.
enum DeliverySettlement: Equatable {
    case acknowledge(tag: UInt64, multiple: Bool)
    case reject(tag: UInt64, multiple: Bool, requeues: Bool)
}

/// Which deliveries of one connection are unacknowledged.
///
/// A broker closes the channel of a client that acknowledges what it does not hold, so only what is on the ledger is
/// ever settled. A pure value that says what to tell the broker.
struct DeliveryLedger {
    private let session: SessionID
    /// In ascending order, as tags are given.
    private var unsettled: [UInt64] = []

    init(session: SessionID) {
        self.session = session
    }

    var count: Int {
        unsettled.count
    }

    mutating func delivered(_ receipt: AMQPReceipt) {
        unsettled.append(receipt.tag)
    }

    /// Acknowledges a delivery and all before it.
    mutating func acknowledge(through receipt: AMQPReceipt) -> [DeliverySettlement] {
        guard receipt.session == session else { return [] }
        let settled = unsettled.partitioningIndex { $0 > receipt.tag }
        guard settled > 0 else { return [] }
        let last = unsettled[settled - 1]
        unsettled.removeFirst(settled)
        return [.acknowledge(tag: last, multiple: settled > 1)]
    }

    /// Acknowledges single deliveries, as many as possible of them at once.
    mutating func acknowledge(_ receipts: some Sequence<AMQPReceipt>) -> [DeliverySettlement] {
        let tags = Set(receipts.filter { [session] in $0.session == session }.map(\.tag))
        let prefixEnd = unsettled.firstIndex { !tags.contains($0) } ?? unsettled.count
        var settlements: [DeliverySettlement] = []
        if prefixEnd > 0 {
            settlements.append(.acknowledge(tag: unsettled[prefixEnd - 1], multiple: prefixEnd > 1))
        }
        for tag in unsettled[prefixEnd...] where tags.contains(tag) {
            settlements.append(.acknowledge(tag: tag, multiple: false))
        }
        unsettled.removeAll { tags.contains($0) }
        return settlements
    }

    /// Rejects one delivery.
    mutating func reject(_ receipt: AMQPReceipt, requeues: Bool) -> [DeliverySettlement] {
        guard receipt.session == session else { return [] }
        let index = unsettled.partitioningIndex { $0 >= receipt.tag }
        guard index < unsettled.count, unsettled[index] == receipt.tag else { return [] }
        unsettled.remove(at: index)
        return [.reject(tag: receipt.tag, multiple: false, requeues: requeues)]
    }

    /// Gives everything back to its queue.
    mutating func giveBack() -> [DeliverySettlement] {
        guard let last = unsettled.last else { return [] }
        unsettled.removeAll()
        return [.reject(tag: last, multiple: true, requeues: true)]
    }
}

extension [UInt64] {
    /// The first index, in an array where `belongs` is first false and then true, at which it is true.
    fileprivate func partitioningIndex(where belongs: (UInt64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if belongs(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}

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
    /// In ascending order of tags, as they are given.
    private var unsettled: [(tag: UInt64, queue: String)] = []

    init(session: SessionID) {
        self.session = session
    }

    var count: Int {
        unsettled.count
    }

    /// How many of them came from some of the queues.
    func count(of queues: Set<String>) -> Int {
        unsettled.count { queues.contains($0.queue) }
    }

    mutating func delivered(_ receipt: AMQPReceipt, from queue: String) {
        unsettled.append((receipt.tag, queue))
    }

    /// Acknowledges a delivery and all before it.
    mutating func acknowledge(through receipt: AMQPReceipt) -> [DeliverySettlement] {
        guard receipt.session == session else { return [] }
        let settled = unsettled.partitioningIndex { $0.tag > receipt.tag }
        guard settled > 0 else { return [] }
        let last = unsettled[settled - 1].tag
        unsettled.removeFirst(settled)
        return [.acknowledge(tag: last, multiple: settled > 1)]
    }

    /// Acknowledges single deliveries, as many as possible of them at once.
    mutating func acknowledge(_ receipts: some Sequence<AMQPReceipt>) -> [DeliverySettlement] {
        let tags = Set(receipts.filter { [session] in $0.session == session }.map(\.tag))
        let prefixEnd = unsettled.firstIndex { !tags.contains($0.tag) } ?? unsettled.count
        var settlements: [DeliverySettlement] = []
        if prefixEnd > 0 {
            settlements.append(.acknowledge(tag: unsettled[prefixEnd - 1].tag, multiple: prefixEnd > 1))
        }
        for delivery in unsettled[prefixEnd...] where tags.contains(delivery.tag) {
            settlements.append(.acknowledge(tag: delivery.tag, multiple: false))
        }
        unsettled.removeAll { tags.contains($0.tag) }
        return settlements
    }

    /// Rejects one delivery.
    mutating func reject(_ receipt: AMQPReceipt, requeues: Bool) -> [DeliverySettlement] {
        guard receipt.session == session else { return [] }
        let index = unsettled.partitioningIndex { $0.tag >= receipt.tag }
        guard index < unsettled.count, unsettled[index].tag == receipt.tag else { return [] }
        unsettled.remove(at: index)
        return [.reject(tag: receipt.tag, multiple: false, requeues: requeues)]
    }

    /// Gives everything back to its queue.
    mutating func giveBack() -> [DeliverySettlement] {
        guard let last = unsettled.last?.tag else { return [] }
        unsettled.removeAll()
        return [.reject(tag: last, multiple: true, requeues: true)]
    }
}

extension Array {
    /// The first index, in an array where `belongs` is first false and then true, at which it is true.
    fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
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

// How deliveries are settled.
extension AMQPConsumer {
    /// Acknowledges a delivery and all that were delivered before it, of whatever queue.
    ///
    /// A receipt of an earlier connection is ignored: what it stood for is delivered again. The same is true of an
    /// acknowledgement that is lost with the connection, so handling must be idempotent.
    public func acknowledge(through receipt: AMQPReceipt) {
        settle(ledger.acknowledge(through: receipt))
    }

    /// Acknowledges single deliveries, in any order. Receipts of an earlier connection are ignored.
    public func acknowledge(_ receipts: [AMQPReceipt]) {
        settle(ledger.acknowledge(receipts))
    }

    /// Gives a delivery back to its queue, or dead-letters it. A receipt of an earlier connection is ignored.
    public func reject(_ receipt: AMQPReceipt, requeue: Bool) {
        settle(ledger.reject(receipt, requeues: requeue))
    }

    private func settle(_ settlements: [DeliverySettlement]) {
        attempt { session throws(AMQPError) in
            for settlement in settlements { try session.settle(settlement) }
        }
    }
}

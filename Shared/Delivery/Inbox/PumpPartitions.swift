internal import AMQP
internal import Synchronization

// What an instance holds.
extension Pump {
    /// Takes a partition, which no other instance may hold: its queues are consumed from now on, through outages of the
    /// broker. One call at a time for a partition. One that is held already stays as it is.
    /// - Throws: when the broker refuses; then the partition is not held.
    public func take(partition: Int) async throws {
        guard state.withLock({ !$0.isStopping && !$0.status.partitions.contains(partition) }) else { return }
        do {
            for queue in subscription.queues(of: partition) { try await consumer.consume(queue) }
        } catch {
            await letGo(of: partition)
            throw error
        }
        state.withLock { _ = $0.status.partitions.insert(partition) }
    }

    /// Lets go of a partition. When it returns, what was in hand of it is handled and acknowledged, or has been given back
    /// because the database is away, so that another instance may take it without overtaking. One call at a time for a
    /// partition.
    public func release(partition: Int) async {
        guard state.withLock({ $0.status.partitions.contains(partition) }) else { return }
        await letGo(of: partition)
    }

    /// Ends the consuming, and sees the deliveries out of hand.
    private func letGo(of partition: Int) async {
        let queues = subscription.queues(of: partition)
        for queue in queues { await consumer.cancel(queue) }
        await consumer.handOutFirst(Set(queues))
        let settled = Wakeup()
        state.withLock { $0.departures[partition] = settled }
        while await isBusy(with: Set(queues)) { await settled.wait(atMost: Self.departureInterval) }
        state.withLock { state in
            state.departures[partition] = nil
            state.status.partitions.remove(partition)
            state.watch.forget(queues)
        }
    }

    /// Whether something of the queues is in hand, or will be.
    private func isBusy(with queues: Set<String>) async -> Bool {
        let unacknowledged = await consumer.unacknowledged(of: queues)
        return state.withLock { state in
            state.isRunning && (unacknowledged > 0 || !state.inHand.isDisjoint(with: queues))
        }
    }
}

internal import AMQP
internal import Logging
internal import Synchronization

// What an instance holds.
extension Pump {
    /// Takes a partition, which no other instance may hold: its queues are consumed from now on, through outages of the
    /// broker. One call at a time for a partition. One that is held already stays as it is.
    ///
    /// If another instance held it to its end, what comes again is taken with care: one message at a time.
    /// - Throws: when the database is away or the broker refuses; then the partition is not held.
    public func take(partition: Int) async throws {
        guard state.withLock({ !$0.isStopping && !$0.status.partitions.contains(partition) }) else { return }
        let queues = subscription.queues(of: partition)
        let isSuspect = try await PartitionMark.open(partition, by: holder, in: pool)
        if isSuspect {
            logger.warning(
                "the last one to hold a partition did not let go of it; what comes again is taken with care",
                metadata: ["partition": "\(partition)"])
            state.withLock { $0.watch.suspect(queues) }
        }
        do {
            for queue in queues { try await consumer.consume(queue, prefetch: isSuspect ? 1 : nil) }
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

    /// Ends the consuming, sees the deliveries out of hand and removes the mark.
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
        await removeMarks(of: [partition])
    }

    /// Whether something of the queues is in hand, or will be.
    private func isBusy(with queues: Set<String>) async -> Bool {
        let unacknowledged = await consumer.unacknowledged(of: queues)
        return state.withLock { state in
            state.isRunning && (unacknowledged > 0 || !state.inHand.isDisjoint(with: queues))
        }
    }

    func removeMarks(of partitions: Set<Int>) async {
        do {
            try await PartitionMark.close(partitions, by: holder, in: pool)
        } catch {
            // Whoever takes them next goes about it with more care than is needed.
            logger.warning("partitions stay marked as held", metadata: ["reason": "\(error)"])
        }
    }
}

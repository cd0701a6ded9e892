import Synchronization

extension Atomic where Value == Double {
    /// Adds without a lock: as often as another thread was quicker, once more.
    func add(_ amount: Double) {
        var seen = load(ordering: .relaxed)
        while true {
            let (exchanged, current) = weakCompareExchange(
                expected: seen, desired: seen + amount, ordering: .relaxed)
            if exchanged { return }
            seen = current
        }
    }
}

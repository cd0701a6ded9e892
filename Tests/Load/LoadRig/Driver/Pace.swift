/// When requests are due.
package enum Pace: Equatable {
    /// Each as soon as a connection is free: the load is what the system takes.
    case saturating
    /// So many a second, whatever the system makes of it: a request that has to wait for a connection was due before, and
    /// the wait counts, or a system that stands still would be asked nothing and look well (coordinated omission).
    case fixed(perSecond: Double)

    /// When a request is due, in nanoseconds from the start; nil if it is due when it can be sent.
    package func due(_ number: Int) -> UInt64? {
        switch self {
        case .saturating: nil
        case .fixed(let perSecond): UInt64((Double(number) * 1_000_000_000 / perSecond).rounded())
        }
    }
}

// How types of events are written for people: without the name of the suite, which all have in common.

extension String {
    private static let suite = "throughtrain."

    /// A type of event in short: `orders.order.placed.v1`.
    public var asShortEventType: String {
        hasPrefix(Self.suite) ? String(dropFirst(Self.suite.count)) : self
    }

    /// A type of event in full, of one that may be short: `throughtrain.orders.order.placed.v1`.
    var asFullEventType: String {
        hasPrefix(Self.suite) ? self : Self.suite + self
    }
}

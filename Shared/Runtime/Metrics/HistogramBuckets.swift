/// The upper bounds of a histogram's buckets; the bucket without a bound, `+Inf`, comes of itself.
public struct HistogramBuckets: Hashable, Sendable {
    /// Ascending and finite, in the metric's unit: seconds for a timer.
    public let upperBounds: [Double]

    /// - Parameter upperBounds: at least one, finite, each above the one before.
    public init(_ upperBounds: [Double]) {
        precondition(!upperBounds.isEmpty, "a histogram needs a bound")
        precondition(upperBounds.allSatisfy(\.isFinite), "a bound is finite; +Inf comes of itself")
        precondition(zip(upperBounds, upperBounds.dropFirst()).allSatisfy(<), "bounds ascend")
        self.upperBounds = upperBounds
    }

    /// From a millisecond to ten seconds, for what a person or another service waits for.
    public static let seconds = HistogramBuckets([
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ])

    /// From one to ten thousand, for the sizes of batches and queues.
    public static let sizes = HistogramBuckets([1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000])
}

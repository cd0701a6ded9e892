/// What swift-metrics cannot say of a metric: its help text and the buckets of its histogram.
public struct MetricDescription: Sendable {
    /// The label that the metric is made with, such as `http.server.request.duration`.
    public let label: String
    /// One sentence that names the unit, shown to whoever writes a query.
    public let help: String
    /// The buckets of a timer (in seconds) or of a recorder; nil for those of every other.
    public let buckets: HistogramBuckets?

    /// Describes the metric of a label.
    public init(_ label: String, help: String, buckets: HistogramBuckets? = nil) {
        self.label = label
        self.help = help
        self.buckets = buckets
    }
}

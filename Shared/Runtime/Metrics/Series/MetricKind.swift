/// What a family of series is to Prometheus.
enum MetricKind: String, Sendable {
    case counter
    case gauge
    case histogram

    /// The names that the samples of a family bear, which no other family may use.
    func sampleNames(of family: String) -> [String] {
        switch self {
        case .counter, .gauge: [family]
        case .histogram: [family, "\(family)_bucket", "\(family)_sum", "\(family)_count"]
        }
    }
}

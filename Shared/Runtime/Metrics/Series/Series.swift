/// One set of labels of a family, and the value that it holds.
protocol Series: AnyObject, Sendable {
    var identity: SeriesIdentity { get }

    /// How many lines the series takes in the text, each of which is a time series to Prometheus.
    var sampleCount: Int { get }

    func write(to text: inout PrometheusText)
}

/// What tells a series from every other.
struct SeriesIdentity: Sendable {
    /// The family's name, in Prometheus' grammar.
    let family: String
    let kind: MetricKind
    let labels: LabelSet
}

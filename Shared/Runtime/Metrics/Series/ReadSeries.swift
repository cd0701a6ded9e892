/// A value that someone else holds, read when it is asked for.
final class ReadSeries: Series {
    let identity: SeriesIdentity
    let sampleCount = 1

    private let read: @Sendable () -> Double?

    init(_ identity: SeriesIdentity, _ read: @escaping @Sendable () -> Double?) {
        self.identity = identity
        self.read = read
    }

    func write(to text: inout PrometheusText) {
        guard let value = read() else { return }
        text.sample(identity.family, identity.labels, value)
    }
}

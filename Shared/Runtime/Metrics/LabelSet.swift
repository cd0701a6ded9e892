/// The labels of a series as they stand between the braces, in one spelling however they were given.
struct LabelSet: Hashable, Comparable, Sendable {
    /// For example `method="GET",status="200"`; empty without labels.
    let text: String

    /// - Parameter labels: names and values, in any order. An empty value is Prometheus' way to say that there is no
    ///   such label. The values of names that become one name in Prometheus' grammar are joined by `;`.
    init(_ labels: some Sequence<(String, String)>) {
        var values: [String: [String]] = [:]
        for (name, value) in labels where !value.isEmpty {
            values[MetricName.label(name), default: []].append(value)
        }
        text =
            values
            .sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(PrometheusText.escaped(labelValue: $0.value.joined(separator: ";")))\"" }
            .joined(separator: ",")
    }

    private init(text: String) {
        self.text = text
    }

    /// These labels and the upper bound of a histogram's bucket.
    func below(_ upperBound: Double) -> LabelSet {
        let bound = "le=\"\(PrometheusText.number(upperBound))\""
        return LabelSet(text: text.isEmpty ? bound : "\(text),\(bound)")
    }

    static func < (left: LabelSet, right: LabelSet) -> Bool {
        left.text < right.text
    }
}

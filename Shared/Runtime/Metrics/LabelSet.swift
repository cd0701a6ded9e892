/// The labels of a series as they stand between the braces, in one spelling however they were given.
struct LabelSet: Hashable, Comparable, Sendable {
    /// For example `method="GET",status="200"`; empty without labels.
    let text: String

    /// - Parameter labels: names and values, in any order. An empty value is Prometheus' way to say that there is no
    ///   such label. The values of names that become one name in Prometheus' grammar are joined by `;`.
    init(_ labels: some Sequence<(String, String)>) {
        let named = labels.filter { !$0.1.isEmpty }.map { (MetricName.label($0.0), $0.1) }.sorted(by: <)
        var text = ""
        var open: String?
        for (name, value) in named {
            if name == open {
                text += ";"
            } else {
                if open != nil { text += "\"," }
                text += name
                text += "=\""
            }
            text += PrometheusText.escaped(labelValue: value)
            open = name
        }
        if open != nil { text += "\"" }
        self.text = text
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

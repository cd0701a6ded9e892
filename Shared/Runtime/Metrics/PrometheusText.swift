/// Writes the text exposition format, version 0.0.4.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
struct PrometheusText {
    private(set) var content = ""

    /// The head of a family; the samples that follow are its own.
    mutating func family(_ name: String, kind: MetricKind, help: String?) {
        if let help { content += "# HELP \(name) \(Self.escaped(help: help))\n" }
        content += "# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ name: String, _ labels: LabelSet, _ value: Double) {
        sample(name, labels, text: Self.number(value))
    }

    mutating func sample(_ name: String, _ labels: LabelSet, _ value: UInt64) {
        sample(name, labels, text: String(value))
    }

    private mutating func sample(_ name: String, _ labels: LabelSet, text value: String) {
        content += name
        if !labels.text.isEmpty { content += "{\(labels.text)}" }
        content += " \(value)\n"
    }

    /// A number as Go's `ParseFloat` reads it; whole ones without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        guard abs(value) < 0x1p53, let whole = Int64(exactly: value) else { return value.description }
        return String(whole)
    }

    static func escaped(labelValue value: String) -> String {
        escaped(value, quotes: true)
    }

    static func escaped(help: String) -> String {
        escaped(help, quotes: false)
    }

    private static let special: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\"")]

    /// Goes by scalars, since to Swift `\r\n` is one character, which is not `\n`.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        // Nearly every text is free of them, and this is done for each metric that a request makes.
        guard text.utf8.contains(where: special.contains) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += #"\\"#
            case "\n": result += #"\n"#
            case "\"" where quotes: result += #"\""#
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// The text format 0.0.4 as a reader sees it, written from its description and not from the writer.
struct ExpositionGrammar {
    enum Fault: Error, Equatable {
        case unfinishedLastLine
        case notALine(String)
        case familyTwice(String)
        case outsideOfItsFamily(String)
        case seriesTwice(String)
        case labelTwice(String)
        case fallingBuckets(String)
        case countIsNotInfinity(String)
    }

    /// The value of every series, by its text up to the value.
    private(set) var values: [String: Double] = [:]
    private(set) var kinds: [String: String] = [:]
    private var family = ""
    private var lastBucket: [String: Double] = [:]

    init(_ text: String) throws(Fault) {
        guard text.isEmpty || text.utf8.last == UInt8(ascii: "\n") else { throw .unfinishedLastLine }
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            try read(String(decoding: line, as: UTF8.self))
        }
    }

    private mutating func read(_ line: String) throws(Fault) {
        if let help = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)*/) {
            guard kinds[String(help.1)] == nil else { throw .familyTwice(line) }
        } else if let type = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
            family = String(type.1)
            guard kinds.updateValue(String(type.2), forKey: family) == nil else { throw .familyTwice(line) }
        } else {
            try readSample(line)
        }
    }

    private mutating func readSample(_ line: String) throws(Fault) {
        let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|[+-]?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)/
            .matchingSemantics(.unicodeScalar).dotMatchesNewlines()
        guard let match = line.wholeMatch(of: sample), let value = Double(match.3.replacing("Inf", with: "inf")) else {
            throw .notALine(line)
        }
        let name = String(match.1)
        let labels = try readLabels(match.2 ?? "", of: line)
        let histogram = kinds[family] == "histogram"
        let own = histogram ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        guard own.contains(name) else { throw .outsideOfItsFamily(line) }
        let series = labels.isEmpty ? name : "\(name){\(match.2 ?? "")}"
        guard values.updateValue(value, forKey: series) == nil else { throw .seriesTwice(line) }
        if histogram { try checkHistogram(name, labels, value, line) }
    }

    private func readLabels(_ text: Substring, of line: String) throws(Fault) -> [String: Substring] {
        let label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/.matchingSemantics(.unicodeScalar)
        var labels: [String: Substring] = [:]
        var rest = text
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: label) else { throw .notALine(line) }
            guard labels.updateValue(match.2, forKey: String(match.1)) == nil else { throw .labelTwice(line) }
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    private mutating func checkHistogram(
        _ name: String, _ labels: [String: Substring], _ value: Double, _ line: String
    ) throws(Fault) {
        let group = family + labels.filter { $0.key != "le" }.sorted { $0.key < $1.key }.description
        if name.hasSuffix("_bucket") {
            guard labels["le"] != nil else { throw .notALine(line) }
            guard value >= lastBucket[group, default: 0] else { throw .fallingBuckets(line) }
            lastBucket[group] = value
        } else if name.hasSuffix("_count") {
            guard value == lastBucket[group] else { throw .countIsNotInfinity(line) }
        }
    }
}

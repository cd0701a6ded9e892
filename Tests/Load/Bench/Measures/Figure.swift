/// A quantity that was measured in some runs.
struct Figure: Encodable, Sendable {
    /// What it is of: the part of the bench, and what of it.
    let name: String
    /// The unit, as people write it.
    let unit: String
    /// What each run measured, in order.
    private(set) var runs: [Double] = []

    init(_ name: String, _ unit: String, _ runs: [Double] = []) {
        self.name = name
        self.unit = unit
        self.runs = runs
    }

    /// Adds what a further run measured.
    mutating func add(_ value: Double) {
        runs.append(value)
    }

    /// The middle one of the runs, or the mean of the two in the middle; nil without a run.
    var median: Double? {
        guard !runs.isEmpty else { return nil }
        let sorted = runs.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// How far the runs are apart: from the smallest to the largest, in parts of the median.
    var spread: Double {
        guard let median, median != 0, let least = runs.min(), let most = runs.max() else { return 0 }
        return (most - least) / abs(median)
    }

    private enum CodingKeys: String, CodingKey {
        case name, unit, runs, median, spread
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(unit, forKey: .unit)
        try container.encode(runs.map(\.inThousandths), forKey: .runs)
        try container.encode(median?.inThousandths, forKey: .median)
        try container.encode(spread.inThousandths, forKey: .spread)
    }
}

extension Double {
    /// As exact as figures are written down.
    var inThousandths: Double { (self * 1000).rounded() / 1000 }
}

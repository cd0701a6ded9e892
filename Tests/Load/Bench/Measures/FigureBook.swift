/// All figures of a bench, by their names.
struct FigureBook: Sendable {
    /// In the order in which they were first measured.
    private(set) var figures: [Figure] = []

    /// Adds what a run measured to its figure.
    mutating func add(_ name: String, _ unit: String, _ value: Double) {
        if let index = figures.firstIndex(where: { $0.name == name }) {
            figures[index].add(value)
        } else {
            figures.append(Figure(name, unit, [value]))
        }
    }

    /// The median of a figure; nil if it was not measured.
    func median(_ name: String) -> Double? {
        figures.first { $0.name == name }?.median
    }

    /// The medians of the figures whose names begin so, by the rest of the name.
    func medians(under prefix: String) -> [String: Double] {
        Dictionary(
            figures.compactMap { figure in
                guard figure.name.hasPrefix(prefix + "."), let median = figure.median else { return nil }
                return (String(figure.name.dropFirst(prefix.count + 1)), median.inThousandths)
            }, uniquingKeysWith: { first, _ in first })
    }
}

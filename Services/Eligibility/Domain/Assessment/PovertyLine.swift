public import Vocabulary

/// A poverty line: what a person must have in a year not to count as poor.
public struct PovertyLine: Sendable, Hashable {
    /// Where a line holds.
    public enum Jurisdiction: Sendable, Hashable {
        /// Everywhere that has no line of its own.
        case national
        /// In a province, prefecture or county, by its code of 6 digits (520000, 522700, 522728).
        case division(DivisionCode)
    }

    /// What a line is expressed in.
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// The rural standard of 2010 (2,300 yuan at that year's prices), in the prices of the line's own year.
        case standardOf2010InCurrentPrices = "standard-2010-current-prices"
        /// A line that a province or county sets for itself, in current prices.
        case local
    }

    /// Where it holds.
    public let jurisdiction: Jurisdiction
    /// The year that it holds for.
    public let year: Int
    /// What it is expressed in.
    public let basis: Basis
    /// The net income of a person and year, in fen.
    public let fenPerPerson: Fen
    /// Where the figure is from.
    public let source: String
    /// Whether the source is weak: quoted, but not found in a publication of the authority.
    public let isWeaklySourced: Bool

    /// Makes a line.
    public init(
        jurisdiction: Jurisdiction, year: Int, basis: Basis, fenPerPerson: Fen, source: String, isWeaklySourced: Bool
    ) {
        self.jurisdiction = jurisdiction
        self.year = year
        self.basis = basis
        self.fenPerPerson = fenPerPerson
        self.source = source
        self.isWeaklySourced = isWeaklySourced
    }
}

/// The poverty lines by jurisdiction and year.
public struct PovertyLineTable: Sendable, Equatable {
    /// The lines.
    public let lines: [PovertyLine]

    /// Makes a table.
    public init(_ lines: [PovertyLine]) {
        self.lines = lines
    }

    /// The line of a county and year: the county's own, else its prefecture's, its province's, the nation's.
    /// - Returns: nil if there is none for that year; another year's never stands in.
    public func line(in county: DivisionCode, year: Int) -> PovertyLine? {
        lines.filter { $0.year == year && $0.jurisdiction.covers(county) }
            .max { $0.jurisdiction.digits < $1.jurisdiction.digits }
    }
}

extension PovertyLine.Jurisdiction {
    /// How many leading digits of a county's code it fixes.
    fileprivate var digits: Int {
        switch self {
        case .national: 0
        case .division(let code): code.description.hasSuffix("0000") ? 2 : code.description.hasSuffix("00") ? 4 : 6
        }
    }

    fileprivate func covers(_ county: DivisionCode) -> Bool {
        switch self {
        case .national: true
        case .division(let code): county.description.hasPrefix(code.description.prefix(digits))
        }
    }
}

extension PovertyLine.Jurisdiction: CustomStringConvertible {
    /// `national`, or the division's code.
    public var description: String {
        switch self {
        case .national: "national"
        case .division(let code): code.description
        }
    }
}

/// What a quantity is counted in.
public enum QuantityUnit: String, Sendable, Hashable, CaseIterable {
    /// Grams.
    case grams = "g"
    /// Pieces.
    case pieces
}

/// How much of something: whole grams, or whole pieces.
public struct Quantity: Sendable, Hashable {
    /// What it is counted in.
    public var unit: QuantityUnit
    /// How many of them.
    public var amount: Int64

    /// Makes a quantity.
    public init(_ amount: Int64, _ unit: QuantityUnit) {
        self.unit = unit
        self.amount = amount
    }

    /// So many grams.
    public static func grams(_ amount: Int64) -> Quantity { Quantity(amount, .grams) }
    /// So many pieces.
    public static func pieces(_ amount: Int64) -> Quantity { Quantity(amount, .pieces) }
}

/// What a price is asked for.
public enum PriceBasis: String, Sendable, Hashable, CaseIterable {
    /// For 500 g, which is one jin.
    case per500g = "500g"
    /// For one piece.
    case perPiece = "piece"

    /// What a quantity priced so is counted in.
    public var unit: QuantityUnit {
        switch self {
        case .per500g: .grams
        case .perPiece: .pieces
        }
    }

    /// How many units one price buys.
    public var divisor: Int64 {
        switch self {
        case .per500g: 500
        case .perPiece: 1
        }
    }
}

/// Fen for 500 g, or for a piece. Taxes are included.
public struct Price: Sendable, Hashable {
    /// The amount, in fen.
    public var fen: Fen
    /// What it buys.
    public var per: PriceBasis

    /// Makes a price.
    public init(_ fen: Fen, _ per: PriceBasis) {
        self.fen = fen
        self.per = per
    }

    /// What a quantity costs, rounded half up once.
    /// - Precondition: the quantity is counted in what the price is asked for.
    public func amount(for quantity: Quantity) -> Fen {
        precondition(quantity.unit == per.unit, "a price per \(per.rawValue) was asked for \(quantity.unit.rawValue)")
        return dividedHalfUp(fen * quantity.amount, by: per.divisor)
    }
}

/// The temperatures that goods keep well in, and for how long they bear others.
public struct Band: Sendable, Hashable {
    /// The lowest temperature, in tenths of a degree Celsius.
    public var minimum: Int32
    /// The highest temperature, in tenths of a degree Celsius.
    public var maximum: Int32
    /// How long they may be out of it, in minutes, all exposures together.
    public var allowedMinutes: Int64

    /// Makes a band.
    public init(minimum: Int32, maximum: Int32, allowedMinutes: Int64) {
        self.minimum = minimum
        self.maximum = maximum
        self.allowedMinutes = allowedMinutes
    }

    /// Whether a temperature lies in it.
    /// - Parameter temperature: in tenths of a degree Celsius.
    public func contains(_ temperature: Int32) -> Bool {
        (minimum...maximum).contains(temperature)
    }
}

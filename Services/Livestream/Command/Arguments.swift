public import ArgumentParser
public import Vocabulary

// How the words of the domain are read from a command line.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension DivisionCode: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension Day: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension Price: ExpressibleByArgument {
    /// Reads `780/500g` or `1200/piece`.
    public init?(argument: String) {
        let parts = argument.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let fen = Fen(parts[0]), let basis = PriceBasis(rawValue: parts[1]) else { return nil }
        self.init(fen, basis)
    }
}

extension Quantity: ExpressibleByArgument {
    /// Reads `500000g` or `300pieces`.
    public init?(argument: String) {
        let digits = argument.prefix(while: \.isNumber)
        guard let amount = Int64(digits), let unit = QuantityUnit(rawValue: String(argument.dropFirst(digits.count)))
        else { return nil }
        self.init(amount, unit)
    }
}

public import ArgumentParser
public import Vocabulary

// How the words that all share are written on a command line.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension DivisionCode: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension ContentDigest: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension Token: ExpressibleByArgument {
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

extension QuantityUnit: ExpressibleByArgument {}

extension Quantity: ExpressibleByArgument {
    /// Reads `5000g` or `12pieces`.
    public init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let amount = Int64(digits), let unit = QuantityUnit(rawValue: String(argument.dropFirst(digits.count)))
        else { return nil }
        self.init(amount, unit)
    }
}

extension Price: ExpressibleByArgument {
    /// Reads `450/500g` or `600/piece`, in fen.
    public init?(argument: String) {
        let parts = argument.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let fen = Fen(parts[0]), let per = PriceBasis(rawValue: String(parts[1])) else {
            return nil
        }
        self.init(fen, per)
    }
}

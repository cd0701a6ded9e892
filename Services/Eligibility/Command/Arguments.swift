public import ArgumentParser
public import EligibilityDomain
public import Vocabulary

// How the words of the domain are read from a command line.

extension Token: ExpressibleByArgument {
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

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension ContentDigest: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension HouseholdState: ExpressibleByArgument {}
extension CountyDesignation.Level: ExpressibleByArgument {}
extension Assessment.Purpose: ExpressibleByArgument {}
extension Approval.Level: ExpressibleByArgument {}

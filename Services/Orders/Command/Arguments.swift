public import ArgumentParser
internal import OrdersDomain
public import Vocabulary

// How the words of the domain are read from a command line.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension Claim.Kind: ExpressibleByArgument {}
extension Claim.Cause: ExpressibleByArgument {}
extension ClaimDecision.Outcome: ExpressibleByArgument {}
extension LiableParty: ExpressibleByArgument {}
extension Payout.State: ExpressibleByArgument {}
extension QuantityUnit: ExpressibleByArgument {}

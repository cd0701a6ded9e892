public import ArgumentParser
public import OrdersDomain

// How the words of the domain are read from a command line.

extension OrderState: ExpressibleByArgument {}
extension Claim.Kind: ExpressibleByArgument {}
extension Claim.Cause: ExpressibleByArgument {}
extension ClaimDecision.Outcome: ExpressibleByArgument {}
extension LiableParty: ExpressibleByArgument {}
extension Payout.State: ExpressibleByArgument {}

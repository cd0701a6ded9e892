public import ArgumentParser
public import EligibilityDomain

// How the words of the domain are read from a command line.

extension HouseholdState: ExpressibleByArgument {}
extension CountyDesignation.Level: ExpressibleByArgument {}
extension Assessment.Purpose: ExpressibleByArgument {}
extension Approval.Level: ExpressibleByArgument {}

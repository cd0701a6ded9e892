internal import EligibilityDomain
internal import Runtime

extension [HouseholdFile] {
    /// Refuses households of another county, as if they were not there: that somebody is on the register of another county
    /// is not told.
    func expectReached(by caller: Caller) throws(Problem) {
        guard let other = first(where: { !caller.reaches($0.household.village) }) else { return }
        throw Problem.notFound("household \(other.household.token)")
    }
}

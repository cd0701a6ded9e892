public import Vocabulary

extension Household {
    /// Puts a household on file as an applicant.
    ///
    /// Guards: a member's consent holds, one head, no living file of the same people, one main and at most two other
    /// causes.
    /// - Parameter duplicate: the living file that one of the members is found in already; nil for none.
    public static func apply(
        with application: Application, duplicate: UUIDv7?, _ act: Act
    ) throws(HouseholdRefusal) -> (Household, [HouseholdFact]) {
        try application.check(duplicate: duplicate, on: act.day)
        let household = application.opened(in: .applied, at: act.at)
        return (household, [.moved(Transition(from: nil, to: .applied, act: act, reason: nil))])
    }
}

public import Vocabulary

extension Household {
    /// Puts an ordinary household on file, to be assessed and watched and not to be registered.
    ///
    /// Guards: those of an application.
    /// - Parameter duplicate: the living file that one of the members is found in already; nil for none.
    public static func open(
        with application: Application, duplicate: UUIDv7?, _ act: Act
    ) throws(HouseholdRefusal) -> (Household, [HouseholdFact]) {
        try application.check(duplicate: duplicate, on: act.day)
        let household = application.opened(in: .ordinary, at: act.at)
        return (household, [.moved(Transition(from: nil, to: .ordinary, act: act, reason: nil))])
    }
}

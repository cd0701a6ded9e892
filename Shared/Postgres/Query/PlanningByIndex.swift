/// How statements are planned that know the keys of what they read and write: their rows are found by index, by plans that are
/// made once.
///
/// A plan is kept, and one made while the server takes a table to be empty reads all of it, when there is much as well. But where a
/// plan for the values at hand seems cheaper to it, as for a look-up of few keys, it makes one each time, which takes longer than the
/// look-up. What reads most of a table is slower by this planning.
enum PlanningByIndex {
    /// The settings of a session.
    static let settings = [("enable_seqscan", "off"), ("plan_cache_mode", "force_generic_plan")]

    /// Sets them until the end of the transaction.
    static let beginning = PostgresQuery(
        unsafeSQL: "SELECT "
            + settings.map { name, value in "set_config('\(name)', '\(value)', true)" }.joined(separator: ", "))
}

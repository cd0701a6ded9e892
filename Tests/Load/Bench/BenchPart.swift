import LoadRig
import ArgumentParser

/// What can be measured by itself, in the order in which it is.
enum BenchPart: String, CaseIterable, ExpressibleByArgument {
    /// (a) As many orders as the system takes.
    case saturated
    /// What the database and the broker alone would take for the same.
    case limits
    /// (b) So many orders a second.
    case fixed
    /// (c) A rush for what there is little of.
    case flash
    /// (e) Two instances of every service.
    case instances
    /// (f) A backlog.
    case backlog
    /// (g) From a service's start until it is ready.
    case start
    /// (d) The same with a million orders there before.
    case growth

    /// All but what takes long.
    static let usual = allCases.filter { $0 != .growth }
}

/// How a schema stands to a program.
public struct MigrationPlan: Sendable, Equatable {
    /// What the program would apply, in order.
    public let pending: [Migration]
    /// The names of the steps that a newer program applied. Each of them admits programs that do not know it.
    public let unknown: [String]
}

internal import Postgres
internal import Runtime

/// Something that must hold of every row of a table.
struct Invariant {
    /// The table whose rows it is about.
    let table: String
    /// What must hold: `an order's history leads to its state`.
    let name: String
    /// Finds what breaks it, each by its identifier as text.
    let breaches: PostgresQuery

    init(of table: String, _ name: String, _ breaches: PostgresQuery) {
        self.table = table
        self.name = name
        self.breaches = breaches
    }

    /// Looks at the table as it is.
    func check(in transaction: PostgresTransaction) async throws -> AuditCheck {
        try await AuditCheck(name, over: table, breaches, in: transaction)
    }
}

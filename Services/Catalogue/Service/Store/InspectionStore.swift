internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// What was found when lots were looked at, and what they were certified with.
struct InspectionStore {
    let transaction: PostgresTransaction

    /// Keeps inspections.
    func insert(_ inspections: [(lot: UUIDv7, inspection: Inspection)], at now: Instant) throws {
        let made = inspections.map(\.inspection)
        try transaction.send(
            """
            INSERT INTO inspection (id, lot, inspector, has_passed, at)
            SELECT *, \(now) FROM unnest(
                \(made.map(\.id)), \(inspections.map(\.lot)), \(made.map(\.inspectorID)),
                \(made.map { $0.verdict == .passed }))
            """)
    }

    /// Keeps certificates.
    func insert(_ certificates: [Certificate]) throws {
        guard !certificates.isEmpty else { return }
        try transaction.send(
            """
            INSERT INTO certificate (id, lot, name, contact, issued_on, statement)
            SELECT * FROM unnest(
                \(certificates.map(\.id)), \(certificates.map(\.lotID)), \(certificates.map(\.name)),
                \(certificates.map(\.contact)), \(certificates.map(\.issuedOn)), \(certificates.map(\.statement)))
            """)
    }
}

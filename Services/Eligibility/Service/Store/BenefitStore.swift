internal import EligibilityDomain
internal import Postgres
internal import Vocabulary

/// What was answered to orders.
struct BenefitStore {
    let transaction: PostgresTransaction

    /// Notes that orders ask, and returns those that were not answered before.
    func claim(_ inquiries: [BenefitInquiry]) throws -> PostgresReply {
        try transaction.send(
            """
            INSERT INTO benefit_inquiry (order_id, record, as_of)
            SELECT * FROM unnest(\(inquiries.map(\.order)), \(inquiries.map(\.record)), \(inquiries.map(\.asOf)))
                AS inquiry (order_id, record, as_of)
            ORDER BY order_id
            ON CONFLICT DO NOTHING
            RETURNING order_id
            """)
    }

    /// Keeps the answers.
    func insert(_ answers: [(order: UUIDv7, found: BenefitDetermination)]) throws {
        guard !answers.isEmpty else { return }
        let found = answers.map(\.found)
        try transaction.send(
            """
            INSERT INTO benefit_determination (order_id, token, status, benefit, county, evidence)
            SELECT * FROM unnest(
                \(answers.map(\.order)), \(found.map(\.token)), \(found.map(\.status.code)), \(found.map(\.benefit)),
                \(found.map(\.county)), \(found.map(\.evidence)))
            """)
    }
}

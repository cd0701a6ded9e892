internal import Delivery
public import Eventing
public import Postgres
internal import Runtime
public import Vocabulary

/// A household that the figures suggest to look into.
public struct SuggestedReview: Record {
    /// The household.
    public var token: Token
    /// The village that it lives in.
    public var village: DivisionCode
    /// What is suggested: `appraise-exit`, `raise-risk`, `check-risk`, `relapse`.
    public var kind: String
    /// When.
    public var suggestedAt: Instant
    /// The assessment that it rests on.
    public var assessmentID: UUIDv7

    init(_ row: (Token, DivisionCode, String, Instant, UUIDv7)) {
        (token, village, kind, suggestedAt, assessmentID) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ review: Self?) throws(EventFault) {
        token = try fields.field("token", review?.token)
        village = try fields.field("village", review?.village)
        kind = try fields.field("kind", review?.kind)
        suggestedAt = try fields.field("suggested_at", review?.suggestedAt)
        assessmentID = try fields.field("assessment_id", review?.assessmentID)
    }
}

/// The households that the figures suggest to look into.
public struct ReviewList: Record {
    /// The open suggestions, the oldest first, at most the first thousand.
    public var reviews: [SuggestedReview]

    init(_ reviews: [SuggestedReview]) {
        self.reviews = reviews
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        reviews = try fields.field("reviews", list?.reviews)
    }
}

extension EligibilityService {
    /// The open suggestions of a county, or of all.
    public func suggestedReviews(
        in county: DivisionCode?, in transaction: PostgresTransaction
    ) async throws -> ReviewList {
        try RowReach.hold(county, in: transaction)
        let rows = try await transaction.query(
            """
            SELECT token, village, kind, suggested_at, assessment
            FROM review_suggestion JOIN household ON id = household
            WHERE closed_at IS NULL AND (county = \(county) OR \(county == nil))
            ORDER BY number LIMIT \(Int64(maximumListLength))
            """
        ).decode(Token.self, DivisionCode.self, String.self, Instant.self, UUIDv7.self)
        return ReviewList(rows.map(SuggestedReview.init))
    }
}

internal import Delivery
public import EligibilityDomain
public import Eventing
public import Postgres
internal import Runtime
public import Vocabulary

extension HouseholdState: CodeFieldValue {}

/// A household in a list.
public struct HouseholdSummary: Record {
    /// Its token.
    public var token: Token
    /// The village that it lives in.
    public var village: DivisionCode
    /// Where its case stands.
    public var state: HouseholdState
    /// How many members it has today.
    public var members: Int64
    /// The day of its last registration.
    public var registeredOn: Day?

    init(token: Token, village: DivisionCode, state: HouseholdState, members: Int64, registeredOn: Day?) {
        self.token = token
        self.village = village
        self.state = state
        self.members = members
        self.registeredOn = registeredOn
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ household: Self?) throws(EventFault) {
        token = try fields.field("token", household?.token)
        village = try fields.field("village", household?.village)
        state = try fields.field("state", household?.state)
        members = try fields.field("members", household?.members)
        registeredOn = try fields.optional("registered_on", household?.registeredOn)
    }
}

/// A page of households.
public struct HouseholdPage: Record {
    /// The households, by token.
    public var households: [HouseholdSummary]
    /// After which token the next page begins; nil if this is the last one.
    public var next: Token?

    init(_ households: [HouseholdSummary], limit: Int) {
        self.households = households
        next = households.count == limit ? households.last?.token : nil
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ page: Self?) throws(EventFault) {
        households = try fields.field("households", page?.households)
        next = try fields.optional("next", page?.next)
    }
}

extension EligibilityService {
    /// A page of the households on file.
    /// - Parameters:
    ///   - county: nil for every county.
    ///   - state: nil for every state.
    ///   - token: the last one of the page before; nil for the first page.
    ///   - limit: how many at most, 1 to ``HouseholdSelection/limit``.
    public func households(
        in county: DivisionCode?, standing state: HouseholdState?, after token: Token?, limit: Int,
        in transaction: PostgresTransaction
    ) async throws -> HouseholdPage {
        try RowReach.hold(county, in: transaction)
        let limit = min(max(1, limit), HouseholdSelection.limit)
        let rows = try await transaction.query(
            """
            SELECT token, village, state, registered_on,
                (SELECT count(*) FROM member WHERE member.household = household.id AND left_on IS NULL)
            FROM household
            WHERE (county = \(county) OR \(county == nil)) AND (state = \(state) OR \(state == nil))
                AND token > \(token?.description ?? "")
            ORDER BY token LIMIT \(Int64(limit))
            """
        ).decode(Token.self, DivisionCode.self, HouseholdState.self, Day?.self, Int64.self)
        return HouseholdPage(
            rows.map {
                HouseholdSummary(token: $0.0, village: $0.1, state: $0.2, members: $0.4, registeredOn: $0.3)
            }, limit: limit)
    }
}

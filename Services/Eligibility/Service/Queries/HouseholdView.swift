internal import Delivery
public import EligibilityDomain
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// A household's case as an office reads it: who its members are is not in it, but for what a notice shows.
public struct HouseholdView: Record {
    /// Its token.
    public var token: Token
    /// The village that it lives in.
    public var village: DivisionCode
    /// Where its case stands.
    public var state: HouseholdState
    /// Whether its goods count as a registered household's.
    public var beneficiary: Bool
    /// The day of its last registration.
    public var registeredOn: Day?
    /// The notices of the case, the last one last.
    public var notices: [Notice]
    /// Every move in the state table, the first one first.
    public var history: [Move]

    /// A posted notice.
    public struct Notice: Record {
        /// `first`, `second`, `exit`.
        public var stage: String
        /// The head's name, masked.
        public var name: String
        /// The head's identity number, masked.
        public var identityNumber: String
        /// The day that it was posted.
        public var postedOn: Day
        /// The last day for objections.
        public var lastDay: Day
        /// The objections that await their decision.
        public var openObjections: [UUIDv7]

        init(_ row: (String, String, String, Day, Day, [UUIDv7])) {
            (stage, name, identityNumber, postedOn, lastDay, openObjections) = row
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ notice: Self?) throws(EventFault) {
            stage = try fields.field("stage", notice?.stage)
            name = try fields.field("name", notice?.name)
            identityNumber = try fields.field("identity_number", notice?.identityNumber)
            postedOn = try fields.field("posted_on", notice?.postedOn)
            lastDay = try fields.field("last_day", notice?.lastDay)
            openObjections = try fields.field("open_objections", notice?.openObjections)
        }
    }

    /// A move in the state table.
    public struct Move: Record {
        /// The state before; nil for a file that was opened.
        public var from: HouseholdState?
        /// The state after.
        public var to: HouseholdState
        /// Who moved it.
        public var actor: String
        /// When.
        public var at: Instant
        /// Why, where a reason was asked for.
        public var reason: String?
        /// The evidence of it.
        public var evidenceID: UUIDv7

        init(_ row: (HouseholdState?, HouseholdState, String, Instant, String?, UUIDv7)) {
            (from, to, actor, at, reason, evidenceID) = row
        }

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ move: Self?) throws(EventFault) {
            from = try fields.optional("from", move?.from)
            to = try fields.field("to", move?.to)
            actor = try fields.field("actor", move?.actor)
            at = try fields.field("at", move?.at)
            reason = try fields.optional("reason", move?.reason)
            evidenceID = try fields.field("evidence_id", move?.evidenceID)
        }
    }

    init(
        token: Token, village: DivisionCode, state: HouseholdState, registeredOn: Day?, notices: [Notice],
        history: [Move]
    ) {
        self.token = token
        self.village = village
        self.state = state
        beneficiary = state.isBeneficiary
        self.registeredOn = registeredOn
        self.notices = notices
        self.history = history
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ view: Self?) throws(EventFault) {
        token = try fields.field("token", view?.token)
        village = try fields.field("village", view?.village)
        state = try fields.field("state", view?.state)
        beneficiary = try fields.field("beneficiary", view?.beneficiary)
        registeredOn = try fields.optional("registered_on", view?.registeredOn)
        notices = try fields.field("notices", view?.notices)
        history = try fields.field("history", view?.history)
    }
}

extension EligibilityService {
    /// Reads a household's case. Who reads it is recorded like who changes it.
    public func household(
        _ token: Token, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> HouseholdView {
        try RowReach.hold(context.caller, in: transaction)
        let households = try transaction.send(
            "SELECT village, state, registered_on FROM household WHERE token = \(token)")
        let notices = try transaction.send(
            """
            SELECT stage, masked_name, masked_identity_number, posted_on, last_day, ARRAY(
                SELECT objection.id FROM objection
                WHERE (objection.household, objection.case_number, publicity) 
                        = (household.id, publicity.case_number, number)
                    AND outcome IS NULL ORDER BY objection.id)
            FROM publicity JOIN household ON id = household AND publicity.case_number = household.case_number
            WHERE token = \(token) ORDER BY number
            """)
        let moves = try transaction.send(
            """
            SELECT from_state, to_state, actor, at, reason, evidence.id
            FROM household_history history
            JOIN household ON household.id = history.household JOIN evidence ON evidence.id = history.evidence
            WHERE token = \(token) ORDER BY position
            """)
        try AuditTrail.record("read-household", on: token.description, by: context, in: transaction)
        guard
            let found = try await households.rows.decode(DivisionCode.self, HouseholdState.self, Day?.self).first,
            context.caller.reaches(found.0)
        else { throw Problem.notFound("household \(token)") }
        return HouseholdView(
            token: token, village: found.0, state: found.1, registeredOn: found.2,
            notices: try await notices.rows.decode(
                String.self, String.self, String.self, Day.self, Day.self, [UUIDv7].self
            ).map(HouseholdView.Notice.init),
            history: try await moves.rows.decode(
                HouseholdState?.self, HouseholdState.self, String.self, Instant.self, String?.self, UUIDv7.self
            ).map(HouseholdView.Move.init))
    }
}

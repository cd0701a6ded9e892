internal import EligibilityDomain
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// An objection as it was raised.
public struct ObjectionRaised: Record {
    /// The objection's id.
    public var objectionID: UUIDv7
    /// The household whose notice it is against.
    public var token: Token

    init(objectionID: UUIDv7, token: Token) {
        self.objectionID = objectionID
        self.token = token
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ raised: Self?) throws(EventFault) {
        objectionID = try fields.field("objection_id", raised?.objectionID)
        token = try fields.field("token", raised?.token)
    }
}

extension EligibilityService {
    /// Someone objects to the notice of a household that hangs.
    public func object(
        to token: Token, grounds: String, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ObjectionRaised> {
        let objection = UUIDv7.make()
        let told = try await take(.tokens([token]), through: .object, context, in: transaction) {
            (household, act, _, _) throws(HouseholdRefusal) in
            try household.object(objection, grounds: grounds, act)
        }
        return Told(ObjectionRaised(objectionID: objection, token: token), told.events)
    }

    /// An objection is found right, which sends the case back, or wrong. The reason is the context's.
    /// - Parameter upheld: whether it is found right.
    public func decide(
        _ objection: UUIDv7, against token: Token, upheld: Bool, _ context: CommandContext,
        in transaction: PostgresTransaction
    ) async throws -> Told<StepReport> {
        try await take(.tokens([token]), through: upheld ? .uphold : .dismiss, context, in: transaction) {
            (household, act, _, _) throws(HouseholdRefusal) in
            upheld
                ? try household.uphold(objection, because: context.reason, act)
                : try household.dismiss(objection, because: context.reason, act)
        }
    }
}

public import Eventing
internal import LogisticsDomain
public import Postgres
public import Runtime
public import Vocabulary

/// What a buyer says at the counter.
public struct PickUpRequest: Record {
    /// The code that was sent to the buyer.
    public var code: String

    /// Takes a code.
    public init(code: String) {
        self.code = code
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        code = try fields.field("code", request?.code)
    }
}

extension LogisticsService {
    /// PICK UP: hands a parcel to whoever knows its code.
    ///
    /// A wrong code is counted; so that refusal is returned, not thrown.
    public func pickUpConsignment(
        _ id: UUIDv7, _ request: PickUpRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<Result<ConsignmentDetail, Problem>> {
        try Bounds.check(request.code, field: "code")
        try await expect(consignment: id, reachedBy: context.caller, in: transaction)
        var desk = try await ConsignmentDesk(locking: [id], in: transaction)
        let digest = try PickUpCode(request.code).digest(for: id)
        let facts = try desk.take(.pickUp, of: id, Act(context)) { (consignment) throws(ConsignmentRefusal) in
            try consignment.pickUp(presenting: digest, at: context.now)
        }
        let events = try desk.save()
        try AuditTrail.record("pick-up-consignment", on: "\(id)", by: context, in: transaction)
        for case .wrongCode(let triesLeft) in facts {
            let problem = Problem(
                422, "wrong-code", "that is not the parcel's code; \(triesLeft) tries are left", field: "code")
            return Told(.failure(problem), events)
        }
        return Told(.success(try await consignment(id, in: transaction)), events)
    }
}

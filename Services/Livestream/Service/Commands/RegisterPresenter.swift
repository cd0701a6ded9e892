public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
internal import Vocabulary

/// Who is to present.
public struct PresenterRequest: Record {
    /// The name that viewers know them by.
    public var name: String

    /// Names a presenter.
    public init(name: String) {
        self.name = name
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        name = try fields.field("name", request?.name)
    }
}

extension LivestreamService {
    /// Registers a presenter, who may then be engaged for episodes.
    public func registerPresenter(
        _ request: PresenterRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<PresenterDetail> {
        try Limits.require(request.name, within: Limits.nameLength, field: "name")
        let (presenter, _) = try Presenter.register(id: .make(), name: request.name, at: context.now)
        try PresenterStore(transaction: transaction).insert(presenter)
        let entry = HistoryEntry(.presenter, presenter.id, "register", Act(context))
        try HistoryStore(transaction: transaction).append([entry])
        try AuditTrail.record("register-presenter", on: "\(presenter.id)", by: context, in: transaction)
        return Told(PresenterDetail(presenter))
    }
}

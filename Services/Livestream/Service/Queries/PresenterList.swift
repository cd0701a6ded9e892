internal import Delivery
public import Eventing
internal import LivestreamDomain
public import Postgres
public import Vocabulary
public import Runtime

/// A presenter as people look at them.
public struct PresenterDetail: Record {
    /// Their identifier.
    public var presenterID: UUIDv7
    /// The name that viewers know them by.
    public var name: String
    /// `active` or `retired`.
    public var state: String

    init(_ presenter: Presenter) {
        presenterID = presenter.id
        name = presenter.name
        state = presenter.state.rawValue
    }

    fileprivate init(_ row: (UUIDv7, String, String)) {
        (presenterID, name, state) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        presenterID = try fields.field("presenter_id", detail?.presenterID)
        name = try fields.field("name", detail?.name)
        state = try fields.field("state", detail?.state)
    }
}

/// A page of presenters.
public struct PresenterList: Record {
    /// The presenters, the newest first.
    public var presenters: [PresenterDetail]

    init(_ presenters: [PresenterDetail]) {
        self.presenters = presenters
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        presenters = try fields.field("presenters", list?.presenters)
    }
}

extension LivestreamService {
    /// A page of presenters, the newest first.
    public func presenters(_ page: Page, in transaction: PostgresTransaction) async throws -> PresenterList {
        let rows = try await transaction.query(
            """
            SELECT id, name, state FROM presenter WHERE \(page.last)::uuid IS NULL OR id < \(page.last)
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self, String.self, String.self)
        return PresenterList(rows.map(PresenterDetail.init))
    }
}

public import Eventing
internal import LivestreamDomain
public import Postgres
public import Runtime
internal import Vocabulary

/// What a programme is to be called.
public struct ProgrammeRequest: Record {
    /// In Chinese.
    public var titleZh: String
    /// In English.
    public var titleEn: String

    /// Names a programme.
    public init(titleZh: String, titleEn: String) {
        self.titleZh = titleZh
        self.titleEn = titleEn
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        titleZh = try fields.field("title_zh", request?.titleZh)
        titleEn = try fields.field("title_en", request?.titleEn)
    }
}

extension LivestreamService {
    /// Opens a programme, in which episodes may then be scheduled.
    public func openProgramme(
        _ request: ProgrammeRequest, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<ProgrammeDetail> {
        try Limits.require(request.titleZh, within: Limits.nameLength, field: "title_zh")
        try Limits.require(request.titleEn, within: Limits.nameLength, field: "title_en")
        guard let title = Title(chinese: request.titleZh, english: request.titleEn) else {
            throw Problem(422, "title-missing", "a programme needs a title in both languages", field: "title_zh")
        }
        let (programme, _) = Programme.open(id: .make(), title: title, at: context.now)
        try ProgrammeStore(transaction: transaction).insert(programme)
        let entry = HistoryEntry(.programme, programme.id, "open", Act(context))
        try HistoryStore(transaction: transaction).append([entry])
        try AuditTrail.record("open-programme", on: "\(programme.id)", by: context, in: transaction)
        return Told(ProgrammeDetail(programme, episodes: 0))
    }
}

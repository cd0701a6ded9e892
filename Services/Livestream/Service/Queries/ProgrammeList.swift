internal import Delivery
public import Eventing
internal import LivestreamDomain
public import Postgres
public import Vocabulary
public import Runtime

/// A programme as people look at it.
public struct ProgrammeDetail: Record {
    /// Its identifier.
    public var programmeID: UUIDv7
    /// What it is called in Chinese.
    public var titleZh: String
    /// What it is called in English.
    public var titleEn: String
    /// `open` or `closed`.
    public var state: String
    /// How many episodes it has.
    public var episodes: Int64

    init(_ programme: Programme, episodes: Int64) {
        programmeID = programme.id
        titleZh = programme.title.chinese
        titleEn = programme.title.english
        state = programme.state.rawValue
        self.episodes = episodes
    }

    fileprivate init(_ row: (UUIDv7, String, String, String, Int64)) {
        (programmeID, titleZh, titleEn, state, episodes) = row
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        programmeID = try fields.field("programme_id", detail?.programmeID)
        titleZh = try fields.field("title_zh", detail?.titleZh)
        titleEn = try fields.field("title_en", detail?.titleEn)
        state = try fields.field("state", detail?.state)
        episodes = try fields.field("episodes", detail?.episodes)
    }
}

/// A page of programmes.
public struct ProgrammeList: Record {
    /// The programmes, the newest first.
    public var programmes: [ProgrammeDetail]

    init(_ programmes: [ProgrammeDetail]) {
        self.programmes = programmes
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        programmes = try fields.field("programmes", list?.programmes)
    }
}

extension LivestreamService {
    /// A page of programmes, the newest first.
    public func programmes(_ page: Page, in transaction: PostgresTransaction) async throws -> ProgrammeList {
        let rows = try await transaction.query(
            """
            SELECT id, title_zh, title_en, state, (SELECT count(*) FROM episode WHERE programme = programme.id)
            FROM programme WHERE \(page.last)::uuid IS NULL OR id < \(page.last)
            ORDER BY id DESC LIMIT \(page.limit)
            """
        ).decode(UUIDv7.self, String.self, String.self, String.self, Int64.self)
        return ProgrammeList(rows.map(ProgrammeDetail.init))
    }
}

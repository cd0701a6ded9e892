internal import Delivery
public import Eventing
internal import LogisticsDomain
public import LogisticsEvents
public import Postgres
public import Runtime
public import Vocabulary

/// A station, hub or depot as people look at it.
public struct StationDetail: Record {
    /// What is told of it.
    public var station: StationNotice
    /// `open` or `closed`.
    public var state: String

    init(_ site: Site) throws(EventFault) {
        station = try StationNotice(site)
        state = site.state.rawValue
    }

    /// Lists the fields: its state, beside what is told of it.
    public init(_ fields: inout some FieldCoder, _ detail: Self?) throws(EventFault) {
        station = try StationNotice(&fields, detail?.station)
        state = try fields.field("state", detail?.state)
    }
}

/// A page of stations.
public struct StationList: Record {
    /// The stations, the newest first.
    public var stations: [StationDetail]

    init(_ stations: [StationDetail]) {
        self.stations = stations
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        stations = try fields.field("stations", list?.stations)
    }
}

extension LogisticsService {
    /// A page of stations, hubs and depots.
    /// - Parameter county: only those of this county, if it is given.
    public func stations(
        of county: DivisionCode?, _ page: Page, in transaction: PostgresTransaction
    ) async throws -> StationList {
        let sites = try await SiteStore(transaction: transaction).page(of: county, page)
        return StationList(try sites.map { try StationDetail($0) })
    }

    /// How a station stands.
    public func station(_ id: UUIDv7, in transaction: PostgresTransaction) async throws -> StationDetail {
        guard let site = try await SiteStore(transaction: transaction).load([id]).first else {
            throw Problem.notFound("station \(id)")
        }
        return try StationDetail(site)
    }
}

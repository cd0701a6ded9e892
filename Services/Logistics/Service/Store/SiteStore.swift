internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary
internal import Runtime

/// Stations, hubs and depots.
struct SiteStore {
    let transaction: PostgresTransaction

    /// Sites, in the order of their ids.
    func load(_ ids: [UUIDv7], _ lock: RowLock = .none) async throws -> [Site] {
        try read(
            await transaction.query(
                "\(unescaped: Self.columns) WHERE id = ANY (\(ids)) ORDER BY id \(unescaped: lock.rawValue)"))
    }

    /// Sites and the hubs that collect from them.
    func loadWithHubs(_ ids: [UUIDv7]) async throws -> [Site] {
        try read(
            await transaction.query(
                """
                \(unescaped: Self.columns)
                WHERE id = ANY (\(ids)) OR id IN (SELECT hub FROM site WHERE id = ANY (\(ids)))
                ORDER BY id
                """))
    }

    /// The open sites of the whole network.
    func loadOpen() async throws -> [Site] {
        try read(await transaction.query("\(unescaped: Self.columns) WHERE state = 'open' ORDER BY id"))
    }

    /// Which of some hubs collect from open sites beside them.
    func hubsNeeded(among ids: [UUIDv7]) async throws -> [UUIDv7] {
        try await transaction.query(
            """
            SELECT DISTINCT hub FROM site WHERE hub = ANY (\(ids)) AND state = 'open' AND id <> ALL (\(ids))
            ORDER BY hub
            """
        ).decode(UUIDv7.self)
    }

    /// A page of sites, the newest first.
    func page(of county: DivisionCode?, _ page: Page) async throws -> [Site] {
        try read(
            await transaction.query(
                """
                \(unescaped: Self.columns)
                WHERE (\(county)::text IS NULL OR county = \(county))
                    AND (\(page.last)::uuid IS NULL OR id < \(page.last))
                ORDER BY id DESC LIMIT \(page.limit)
                """))
    }

    /// Adds sites.
    func insert(_ sites: [Site]) throws {
        guard !sites.isEmpty else { return }
        let profiles = sites.map(\.profile)
        try transaction.send(
            """
            INSERT INTO site (id, kind, state, name_zh, name_en, township, village, longitude, latitude, roles, hub,
                operator)
            SELECT id, kind, state, name_zh, name_en, township, village, longitude, latitude,
                string_to_array(roles, ' '), hub, operator
            FROM unnest(
                \(sites.map(\.id)), \(profiles.map(\.kind)), \(sites.map(\.state)), \(profiles.map(\.name.chinese)),
                \(profiles.map(\.name.english)), \(profiles.map(\.township)), \(profiles.map(\.village)),
                \(profiles.map(\.coordinate.longitude)), \(profiles.map(\.coordinate.latitude)),
                \(profiles.map(\.storedRoles)), \(profiles.map(\.hubID)), \(profiles.map(\.operatorID))
            ) AS new (id, kind, state, name_zh, name_en, township, village, longitude, latitude, roles, hub, operator)
            """)
        try insertParts(of: sites)
    }

    /// Saves where sites stand and how they are described.
    func update(_ sites: [Site]) throws {
        guard !sites.isEmpty else { return }
        let ids = sites.map(\.id)
        let profiles = sites.map(\.profile)
        try transaction.send(
            """
            UPDATE site SET state = new.state, name_zh = new.name_zh, name_en = new.name_en, township = new.township,
                village = new.village, longitude = new.longitude, latitude = new.latitude,
                roles = string_to_array(new.roles, ' '), hub = new.hub, operator = new.operator
            FROM unnest(
                \(ids), \(sites.map(\.state)), \(profiles.map(\.name.chinese)), \(profiles.map(\.name.english)),
                \(profiles.map(\.township)), \(profiles.map(\.village)), \(profiles.map(\.coordinate.longitude)),
                \(profiles.map(\.coordinate.latitude)), \(profiles.map(\.storedRoles)), \(profiles.map(\.hubID)),
                \(profiles.map(\.operatorID))
            ) AS new (id, state, name_zh, name_en, township, village, longitude, latitude, roles, hub, operator)
            WHERE site.id = new.id
            """)
        try transaction.send("DELETE FROM site_band WHERE site = ANY (\(ids))")
        try transaction.send("DELETE FROM site_opening WHERE site = ANY (\(ids))")
        try insertParts(of: sites)
    }

    private func insertParts(of sites: [Site]) throws {
        let bands = sites.flatMap { site in
            site.profile.bands.enumerated().map { (site: site.id, position: Int32($0 + 1), band: $1) }
        }
        let openings = sites.flatMap { site in site.profile.hours.periods.map { (site: site.id, period: $0) } }
        try transaction.send(
            """
            INSERT INTO site_band (site, position, minimum, maximum, allowed_minutes)
            SELECT * FROM unnest(
                \(bands.map(\.site)), \(bands.map(\.position)), \(bands.map(\.band.minimum)),
                \(bands.map(\.band.maximum)), \(bands.map(\.band.allowedMinutes)))
            """)
        try transaction.send(
            """
            INSERT INTO site_opening (site, weekday, from_minute, to_minute)
            SELECT * FROM unnest(
                \(openings.map(\.site)), \(openings.map(\.period.weekday)), \(openings.map(\.period.from)),
                \(openings.map(\.period.to)))
            """)
    }
}

// MARK: - Reading

extension SiteStore {
    /// What a site is read from.
    private static let columns = """
        SELECT id, kind, state, name_zh, name_en, township, village, longitude, latitude, roles, hub, operator,
            ARRAY(SELECT minimum FROM site_band WHERE site = site.id ORDER BY position),
            ARRAY(SELECT maximum FROM site_band WHERE site = site.id ORDER BY position),
            ARRAY(SELECT allowed_minutes FROM site_band WHERE site = site.id ORDER BY position),
            ARRAY(SELECT weekday FROM site_opening WHERE site = site.id ORDER BY weekday, from_minute),
            ARRAY(SELECT from_minute FROM site_opening WHERE site = site.id ORDER BY weekday, from_minute),
            ARRAY(SELECT to_minute FROM site_opening WHERE site = site.id ORDER BY weekday, from_minute)
        FROM site
        """

    private func read(_ rows: PostgresRows) throws -> [Site] {
        try rows.map { row in
            let (
                id, kind, state, chinese, english, township, village, longitude, latitude, roles, hub, operatorID,
                minima, maxima, allowed, weekdays, from, to
            ) = try row.decode(
                UUIDv7.self, SiteKind.self, SiteState.self, String.self, String.self, DivisionCode.self,
                DivisionCode?.self, Int32.self, Int32.self, [SiteRole].self, UUIDv7?.self, UUIDv7.self, [Int32].self,
                [Int32].self, [Int64].self, [Int32].self, [Int64].self, [Int64].self)
            let bands = minima.indices.map {
                Band(minimum: minima[$0], maximum: maxima[$0], allowedMinutes: allowed[$0])
            }
            let periods = weekdays.indices.map { OpeningPeriod(weekday: weekdays[$0], from: from[$0], to: to[$0]) }
            return Site(
                id: id, state: state,
                profile: SiteProfile(
                    kind: kind, name: SiteName(chinese: chinese, english: english), township: township,
                    village: village, coordinate: Coordinate(longitude: longitude, latitude: latitude),
                    roles: Set(roles), hubID: hub, operatorID: operatorID, bands: bands, hours: OpeningHours(periods)))
        }
    }
}

extension SiteProfile {
    /// The roles as the server takes them apart again: an array of arrays would have to be a rectangle.
    fileprivate var storedRoles: String {
        roles.map(\.rawValue).sorted().joined(separator: " ")
    }
}

internal import Runtime
internal import Vocabulary

extension LogisticsService {
    /// `GET` and `POST /stations`, `GET /stations/{id}`, `POST /stations/changes` and `/stations/closures`.
    func addStationRoutes(to routes: Routes) {
        routes.query(
            "/stations", "Stations, hubs and depots, the newest first.", for: LookingAtNetwork.self,
            with: [.division("county", "Of this county only.")] + .page("before")
        ) { [self] arguments, transaction in
            try await stations(of: try arguments.queryCode("county"), try Page(arguments, "before"), in: transaction)
        }
        routes.query("/stations/{id}", "A station, hub or depot.", for: LookingAtNetwork.self) {
            [self] arguments, transaction in
            try await station(try arguments.id("id"), in: transaction)
        }
        routes.command("/stations", "Open stations, hubs and depots.", for: KeepingNetwork.self, status: 201) {
            [self] (sheet: StationSheet, _, context, transaction) in
            try await openStations(sheet, context, in: transaction)
        }
        routes.command("/stations/changes", "Describe stations anew.", for: KeepingNetwork.self) {
            [self] (sheet: StationChangeSheet, _, context, transaction) in
            try await changeStations(sheet, context, in: transaction)
        }
        routes.command("/stations/closures", "Close stations, which then take no more goods.", for: KeepingNetwork.self)
        {
            [self] (sheet: StationClosingSheet, _, context, transaction) in
            try await closeStations(sheet, context, in: transaction)
        }
    }
}

extension RequestArguments {
    /// A parameter of the query that is a division code; nil if it is not there.
    func queryCode(_ name: String) throws(Problem) -> DivisionCode? {
        guard let text = query(name) else { return nil }
        guard let code = DivisionCode(text) else {
            throw Problem(400, "malformed", "\(name) is not a division code", field: name)
        }
        return code
    }
}

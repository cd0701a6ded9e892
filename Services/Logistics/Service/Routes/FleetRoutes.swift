internal import Runtime

extension LogisticsService {
    /// `GET` and `POST /vehicles`, `GET` and `POST /lanes`.
    func addFleetRoutes(to routes: Routes) {
        routes.query(
            "/vehicles", "Vehicles, the newest first.", for: LookingAtGoods.self,
            with: [.division("county", "Of this county only.")] + .page("before")
        ) { [self] arguments, transaction in
            let county = try arguments.caller.countyShown(asked: try arguments.queryCode("county"))
            return try await vehicles(of: county, try Page(arguments, "before"), in: transaction)
        }
        routes.command("/vehicles", "Register vehicles.", for: KeepingNetwork.self, status: 201) {
            [self] (sheet: VehicleSheet, _, context, transaction) in
            try await registerVehicles(sheet, context, in: transaction)
        }
        routes.query(
            "/lanes", "How soon and for how much goods get from counties to cities.", for: LookingAtNetwork.self,
            with: [.division("origin", "From this county only."), .division("city", "To this city only.")]
                + .page("before")
        ) { [self] arguments, transaction in
            try await lanes(
                from: try arguments.queryCode("origin"), to: try arguments.queryCode("city"),
                try Page(arguments, "before"),
                in: transaction)
        }
        routes.command(
            "/lanes", "Promise how soon and for how much goods get from counties to cities.", for: KeepingNetwork.self
        ) {
            [self] (sheet: LaneSheet, _, context, transaction) in
            try await promiseLanes(sheet, context, in: transaction)
        }
    }
}

internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `vehicle`: the counties' fleets.
struct VehicleCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vehicle", abstract: "Register vehicles, and list them.",
        subcommands: [VehicleRegisterCommand.self, VehicleListCommand.self])
}

/// `vehicle register`: the vehicles of a file join their fleets.
struct VehicleRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Register the vehicles of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /vehicles takes; - is standard input. Temperatures are in tenths of a degree.

            logistics vehicle register - --actor chen.dispatch <<END
            {"vehicles": [{"county": "522728", "gross_g": 5000000, "volume_ml": 20000000, "compartments": [
            {"number": 1, "gross_g": 3000000, "volume_ml": 12000000},
            {"number": 2, "gross_g": 2000000, "volume_ml": 8000000, "band": {"min": 20, "max": 80, "allowed_min": 60}}]}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingNetwork>

    func run() async throws {
        let sheet = try VehicleSheet(file: file)
        try await options.give(actor, "registered") { service, context, transaction in
            try await service.registerVehicles(sheet, context, in: transaction)
        }
    }
}

/// `vehicle list`: a page of them.
struct VehicleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List vehicles.",
        discussion: """
            logistics vehicle list --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.vehicles(of: scope.county, page, in: $1) }
        var table = Table("vehicle", "county", "kg", "litres", "compartments", "cooled")
        for entry in list.vehicles {
            let vehicle = entry.description
            table.add(
                entry.vehicleID.description, vehicle.county.description, "\(vehicle.grossG / 1000)",
                "\(vehicle.volumeMl / 1000)", "\(vehicle.compartments.count)",
                "\(vehicle.compartments.count { $0.band != nil })")
        }
        try options.print(list, table, columns)
    }
}

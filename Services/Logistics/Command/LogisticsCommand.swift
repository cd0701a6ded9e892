internal import ArgumentParser
internal import LogisticsService
internal import Runtime

/// `logistics`: the way from the village's station to the buyer's door, and what is on it.
@main
struct LogisticsCommand: ServiceProgram {
    static let configuration = CommandConfiguration(
        commandName: "logistics",
        abstract: "Run the network of stations, lanes and fleets, and look after what is on its way.",
        subcommands: [
            StationCommands.self, VehicleCommands.self, LaneCommands.self, DestinationCommands.self,
            ConsignmentCommands.self, ShiftCommands.self, RunCommands.self, TemperatureCommands.self,
            ExcursionCommands.self, PartnerCommands<LogisticsService>.self,
            PersonalCommands<LogisticsService>.self,
        ],
        groupedSubcommands: [OperatingCommands<LogisticsService>.group])
}

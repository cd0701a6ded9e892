internal import ArgumentParser
internal import OrdersService
internal import Runtime

/// `orders`: takes orders and their payment, and shares out what they bring in.
@main
struct OrdersCommand: ServiceProgram {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Take orders and their payment, and share out what they bring in.",
        subcommands: [
            ListCommand.self, ShowCommand.self, WaitingCommand.self, CancelCommand.self, ImportCommand.self,
            ClaimCommands.self, PayoutCommands.self, TraceCommand.self, ReportCommand.self,
            PartnerCommands<OrdersService>.self,
        ],
        groupedSubcommands: [OperatingCommands<OrdersService>.group])
}

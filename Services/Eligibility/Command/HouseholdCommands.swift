internal import ArgumentParser

/// `household`: what is on file.
struct HouseholdCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household", abstract: "Put households on file, and look them up.",
        subcommands: [HouseholdImportCommand.self, HouseholdListCommand.self, HouseholdShowCommand.self])
}

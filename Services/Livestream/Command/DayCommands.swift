internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `day`: alleviation days.
struct DayCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day", abstract: "Look at alleviation days.", subcommands: [DayShowCommand.self])
}

/// `day show`: what was sold on one.
struct DayShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an alleviation day, and what is known to be sold on it.",
        discussion: """
            livestream day show 2019-07-07
            """)

    @Argument(help: "The date: the 7th of a month.")
    var day: Day

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let shown = try await options.read { try await $0.alleviationDay(on: day, in: $1) }
        var table = Table("day", "state", "orders", "sales yuan", "of it to registered")
        table.add(
            shown.day.description, shown.state, "\(shown.orders)", shown.salesFen.inYuan, shown.toRegisteredFen.inYuan)
        try options.print(shown, "\(table)")
    }
}

internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `programme`: series of episodes.
struct ProgrammeCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Open and close programmes, and list them.",
        subcommands: [ProgrammeOpenCommand.self, ProgrammeCloseCommand.self, ProgrammeListCommand.self])
}

/// `programme open`: a series begins.
struct ProgrammeOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a programme.",
        discussion: """
            livestream programme open 山里的味道 "A Taste of the Hills" --actor chief.editor
            """)

    @Argument(help: "Its title in Chinese.")
    var chinese: String

    @Argument(help: "Its title in English.")
    var english: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingProgrammes>

    func run() async throws {
        let programme = try await options.perform(as: actor) { service, context, transaction in
            try await service.openProgramme(
                ProgrammeRequest(titleZh: chinese, titleEn: english), context, in: transaction)
        }
        try options.print(programme, "programme \(programme.programmeID) is \(programme.state)")
    }
}

/// `programme close`: a series has come to its end.
struct ProgrammeCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a programme, none of whose episodes is scheduled or live.",
        discussion: """
            livestream programme close $(livestream programme list --limit 1 --column programme) --yes --actor chief.editor
            """)

    @Argument(help: "The programme.")
    var programme: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingProgrammes>

    func run() async throws {
        try confirmation.confirm("programme \(programme) is closed")
        let closed = try await options.perform(as: actor) { service, context, transaction in
            try await service.closeProgramme(programme, context, in: transaction)
        }
        try options.print(closed, "programme \(closed.programmeID) is \(closed.state)")
    }
}

/// `programme list`: all of them.
struct ProgrammeListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the programmes.",
        discussion: """
            livestream programme list --limit 20
            """)

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.programmes(page, in: $1) }
        var table = Table("programme", "title", "", "state", "episodes")
        for programme in list.programmes {
            table.add(
                programme.programmeID.description, programme.titleZh, programme.titleEn, programme.state,
                "\(programme.episodes)")
        }
        try options.print(list, table, columns)
    }
}

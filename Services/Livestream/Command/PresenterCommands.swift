internal import ArgumentParser
internal import LivestreamService
internal import Runtime
internal import Vocabulary

/// `presenter`: who presents.
struct PresenterCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presenter", abstract: "Register and retire presenters, and list them.",
        subcommands: [PresenterRegisterCommand.self, PresenterRetireCommand.self, PresenterListCommand.self])
}

/// `presenter register`: somebody may be engaged from now on.
struct PresenterRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Register a presenter.",
        discussion: """
            livestream presenter register 韦小山 --actor chief.editor
            """)

    @Argument(help: "The name that viewers know them by.")
    var name: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingProgrammes>

    func run() async throws {
        let presenter = try await options.perform(as: actor) { service, context, transaction in
            try await service.registerPresenter(PresenterRequest(name: name), context, in: transaction)
        }
        try options.print(presenter, "presenter \(presenter.presenterID) is \(presenter.state)")
    }
}

/// `presenter retire`: somebody is engaged no more.
struct PresenterRetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Retire a presenter who is engaged for nothing.",
        discussion: """
            livestream presenter retire $(livestream presenter list --limit 1 --column presenter) --yes --actor chief.editor
            """)

    @Argument(help: "The presenter.")
    var presenter: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingProgrammes>

    func run() async throws {
        try confirmation.confirm("presenter \(presenter) retires")
        let retired = try await options.perform(as: actor) { service, context, transaction in
            try await service.retirePresenter(presenter, context, in: transaction)
        }
        try options.print(retired, "presenter \(retired.presenterID) is \(retired.state)")
    }
}

/// `presenter list`: all of them.
struct PresenterListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the presenters.",
        discussion: """
            livestream presenter list --limit 20
            """)

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.presenters(page, in: $1) }
        var table = Table("presenter", "name", "state")
        for presenter in list.presenters {
            table.add(presenter.presenterID.description, presenter.name, presenter.state)
        }
        try options.print(list, table, columns)
    }
}

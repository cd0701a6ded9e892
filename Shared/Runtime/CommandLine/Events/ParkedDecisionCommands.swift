public import ArgumentParser
internal import Delivery
internal import Postgres

/// `events parked discard`: proposes that events be struck out.
public struct ParkedDiscardCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "discard", abstract: "Propose that parked events be struck out without effect.",
            discussion: """
                A second person approves it; then what waits behind the events is handled. What they said is kept.

                \(Hosted.name) events parked list --cause conflict --column number |
                    xargs --no-run-if-empty \(Hosted.name) events parked discard --yes --actor li.operations \\
                    --reason 'told twice by mistake'
                """)
    }

    @OptionGroup var selection: ParkedSelectionOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Refuses to mean everything by an oversight.
    public func validate() throws { try selection.expectGiven() }

    /// Makes the proposal.
    public func run() async throws {
        try confirmation.confirm("it is proposed to strike out parked events of \(Hosted.name)")
        try await options.withService(Hosted.self, by: actor) { hosted, workbench, context in
            let desk = ParkedDesk(hosted: hosted, workbench: workbench, options: options, context: context)
            try await desk.propose(.discard, selection.criteria)
        }
    }
}

/// `events parked edit`: proposes that an event be handled with other data.
public struct ParkedEditCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit", abstract: "Propose that a parked event be handled with the data of a JSON file.",
            discussion: """
                The file has the event's data, as `events parked show` lays it out; for an event that could not be read, \
                a whole CloudEvents envelope. It must be an event of its type. A second person approves it. The file - is \
                standard input.

                for number in $(\(Hosted.name) events parked list --cause unreadable --column number); do
                    \(Hosted.name) events parked edit $number corrected.json --actor li.operations --reason 'a wrong unit'
                done
                """)
    }

    @Argument(help: "The event's number, as `events parked list` shows it.")
    var number: Int64

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Makes the proposal.
    public func run() async throws {
        let bytes = try InputFile.read(file)
        guard !bytes.isEmpty else { throw FileFault("\(file) is empty: name a JSON file with the event's data") }
        try await options.withService(Hosted.self, by: actor) { hosted, workbench, context in
            let desk = ParkedDesk(hosted: hosted, workbench: workbench, options: options, context: context)
            try await desk.proposeEdit(of: number, into: bytes)
        }
    }
}

/// `events parked approve`: agrees to what somebody else proposed, and carries it out.
public struct ParkedApproveCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "approve", abstract: "Agree to what somebody else proposed, and carry it out.",
            discussion: """
                Every plan that waits for a second person, rehearsed:

                for plan in $(\(Hosted.name) events parked plans --state proposed --column plan); do
                    \(Hosted.name) events parked approve $plan --dry-run --actor wang.operations
                done
                """)
    }

    @Argument(help: "The plan's number, as `events parked plans` shows it.")
    var plan: Int64

    @OptionGroup var pace: ReplayPaceOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Agrees, and runs the plan; or rehearses it, and agrees to nothing.
    public func run() async throws {
        try await options.withService(Hosted.self, by: actor) { hosted, workbench, context in
            let desk = ParkedDesk(hosted: hosted, workbench: workbench, options: options, context: context)
            if !pace.dryRun {
                let proposal = try await desk.plan(plan)
                try confirmation.confirm(
                    "plan \(plan) of \(Hosted.name) to \(proposal.decision.rawValue) \(proposal.events) events "
                        + "(\(proposal.selection.firstLine)) is approved and carried out")
                try await desk.approve(plan)
            }
            try await desk.carryOut(plan, pace)
        }
    }
}

/// `events parked refuse`: refuses what was proposed, or takes it back.
public struct ParkedRefuseCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "refuse", abstract: "Refuse what was proposed, or take it back: its events stay parked.",
            discussion: """
                for plan in $(\(Hosted.name) events parked plans --state proposed --column plan); do
                    \(Hosted.name) events parked refuse $plan --actor wang.operations --reason 'replay it instead'
                done
                """)
    }

    @Argument(help: "The plan's number, as `events parked plans` shows it.")
    var plan: Int64

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Refuses.
    public func run() async throws {
        try await options.withService(Hosted.self, by: actor) { hosted, workbench, context in
            try await ParkedDesk(hosted: hosted, workbench: workbench, options: options, context: context).refuse(plan)
        }
    }
}

public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres

/// `events pass-over`: lets a subject go on behind versions that are gone for good.
public struct PassOverCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "pass-over",
            abstract: "Let a subject go on behind events that are gone for good.",
            discussion: """
                Where a subject stands still because its teller has dropped what is missing, `events status` and `audit` name
                it. Look first at what is lost by that, and put it right by the service's own commands.

                \(Hosted.name) events status | awk '/: pass-over$/ { print $1, $2 }' |
                    xargs --no-run-if-empty --max-lines=1 \(Hosted.name) events pass-over --yes --actor zhou \\
                    --reason 'delivered on paper: see the station book of May'
                """)
    }

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actorOptions: ActorOptions<Operating>

    @Argument(help: "The source, such as /throughtrain/orders/order.")
    var source: String

    @Argument(help: "The subject that stands still.")
    var subject: String

    /// Makes the command.
    public init() {}

    /// Sees that the source is one.
    public func validate() throws {
        if EventSource(source) == nil {
            throw ValidationError("\(source) is no source; one is written /throughtrain/<service>/<aggregate>")
        }
    }

    /// Passes them over. The running service asks for what comes behind them.
    public func run() async throws {
        try confirmation.confirm("\(subject) of \(source) goes on without the events that it misses")
        try await options.withService(Hosted.self, by: actorOptions) { _, workbench, context in
            guard let source = EventSource(source) else { return }
            try await workbench.perform { transaction in
                guard try await RefillBook(in: transaction).passOver(subject, of: source) else {
                    throw Problem(
                        409, "no-such-gap",
                        "\(subject) of \(source) misses nothing that is gone for good; see `events status`")
                }
                try AuditTrail.record("pass-over-events", on: subject, by: context, in: transaction)
                return Told(())
            }
            print("\(subject) goes on behind what is gone; the service asks for the rest while it is served")
        }
    }
}

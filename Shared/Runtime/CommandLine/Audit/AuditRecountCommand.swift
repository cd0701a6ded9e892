public import ArgumentParser
internal import Delivery
internal import Postgres

/// `audit recount`: lets the audit count all anew, once a damage is there to stay.
public struct AuditRecountCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recount",
            abstract: "Forget what was counted, so that the next audit counts all that is there then; it is recorded.",
            discussion: """
                For a damage that `audit --full` named, that has been looked into and cannot be mended: the service's \
                own audit holds again, while `audit compare` goes on naming the events by which services differ.

                \(Hosted.name) audit recount --actor li.wei --reason "incident 12: two rows were deleted by hand" --yes
                """)
    }

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Forgets, and records who wanted it.
    public func run() async throws {
        try confirmation.confirm("\(Hosted.name) forgets what was counted of its events")
        try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            try await workbench.pool.withTransaction { transaction in
                try await DeliveryCount.beginAnew(in: transaction)
                try ChainStore.beginAnew(in: transaction)
                try AuditTrail.record(
                    "audit-recount", on: Hosted.name, by: context, in: transaction)
            }
            print("\(Hosted.name): the next audit counts everything anew")
        }
    }
}

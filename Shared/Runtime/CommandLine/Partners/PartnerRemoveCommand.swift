public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `partner remove`: ends that the service tells a partner.
public struct PartnerRemoveCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove",
            abstract: "Tell a partner nothing any more; the last service takes its user and queues away.",
            discussion: """
                \(Hosted.name) partner remove orchard --yes --actor zhou --reason "contract 17 has ended"
                """)
    }

    @OptionGroup var partner: PartnerNameArgument

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// What is on the broker goes first, so that a failure leaves something that can be removed again.
    public func run() async throws {
        let address = try partner.address()
        try confirmation.confirm(
            "\(Hosted.name) tells \(address.name) nothing any more, and with the last service go its user, its queue and its "
                + "history")
        let settings = try await options.settings(for: Hosted.name)
        let removed = try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            let known = try await RegisteredPartner.named(address.name, at: workbench)
            let hasLeft = try await PartnerDesk(settings, of: Hosted.name).close(address)
            try await workbench.pool.withTransaction { transaction in
                try await PartnerRegister(in: transaction).remove(known.id)
                try AuditTrail.record("remove-partner", on: address.name, by: context, in: transaction)
            }
            return RemovedPartner(name: address.name, hasLeft: hasLeft)
        }
        try options.print(
            removed,
            removed.hasLeft
                ? "\(address.name) is told nothing any more; its user and its queues are gone"
                : "\(address.name) is told nothing any more by \(Hosted.name); other services still tell it")
    }
}

/// What became of a partner that was removed.
private struct RemovedPartner: Record {
    var name: String
    var hasLeft: Bool

    init(name: String, hasLeft: Bool) {
        self.name = name
        self.hasLeft = hasLeft
    }

    init(_ fields: inout some FieldCoder, _ removed: RemovedPartner?) throws(EventFault) {
        name = try fields.field("name", removed?.name)
        hasLeft = try fields.field("user_removed", removed?.hasLeft)
    }
}

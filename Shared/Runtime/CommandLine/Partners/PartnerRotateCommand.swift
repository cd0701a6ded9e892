public import ArgumentParser
internal import Delivery
internal import Postgres
internal import Vocabulary

/// `partner rotate`: gives a partner a new password.
public struct PartnerRotateCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate", abstract: "Give a partner a new password; the old one opens nothing any more.",
            discussion: """
                \(Hosted.name) partner rotate orchard --password-file orchard.new --actor zhou --reason "every half year"
                """)
    }

    @OptionGroup var partner: PartnerNameArgument

    @Option(help: "A file, made for its owner only, that gets the password; it is printed, once, unless one is named.")
    var passwordFile: String?

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Writes the password down before it counts.
    public func run() async throws {
        let address = try partner.address()
        let settings = try await options.settings(for: Hosted.name)
        let rotated = try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            let known = try await RegisteredPartner.named(address.name, at: workbench)
            let password = PartnerPassword.make()
            if let passwordFile { try PrivateFile.create(passwordFile, password) }
            try await PartnerDesk(settings, of: Hosted.name).setPassword(password, of: address)
            try await workbench.pool.withTransaction { transaction in
                try AuditTrail.record("rotate-partner", on: address.name, by: context, in: transaction)
            }
            return PartnerAccess(id: known.id, address, password: passwordFile == nil ? password : nil)
        }
        try options.print(rotated, rotated.words(passwordFile: passwordFile))
    }
}

public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `partner add`: registers a partner, and gives it a user and queues on the broker.
public struct PartnerAddCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: "Register a partner, and give it a user and queues on the broker.",
            discussion: """
                It is told all that the log has, from its beginning, and what comes. A second service that is to tell it is \
                given the same --id and --key-file, so that it knows the same household by one token.

                \(Hosted.name) partner add orchard --password-file orchard.password --key-file orchard.key \
                --actor zhou --reason "contract 17"
                """)
    }

    @OptionGroup var partner: PartnerNameArgument

    @Option(help: "Its id, by which its orders name it; a new one unless given.")
    var id: UUIDv7?

    @Option(help: "A file, made for its owner only, that gets the password; it is printed, once, unless one is named.")
    var passwordFile: String?

    @Option(help: "A file with the key of its tokens; made for its owner only if it is not there.")
    var keyFile: String?

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Makes what it needs on the broker first, so that nothing is told to nowhere.
    public func run() async throws {
        let address = try partner.address()
        let settings = try await options.settings(for: Hosted.name)
        let added = try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            try await refuseRepetition(of: address, at: workbench)
            let key = try PartnerKeyFile.key(in: keyFile)
            let password = try await admit(address, at: PartnerDesk(settings, of: Hosted.name))
            let id = id ?? .make()
            try await workbench.pool.withTransaction { transaction in
                try await PartnerRegister(in: transaction).add(id, name: address.name, key: key, at: context.now)
                try AuditTrail.record("add-partner", on: address.name, by: context, in: transaction)
            }
            return PartnerAccess(id: id, address, password: passwordFile == nil ? password : nil)
        }
        try options.print(added, added.words(passwordFile: passwordFile))
    }

    private func refuseRepetition(of address: PartnerAddress, at workbench: Workbench) async throws {
        let known = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await PartnerRegister(in: transaction).all()
        }
        guard let same = known.first(where: { $0.name == address.name || $0.id == id }) else { return }
        throw Problem(
            409, "registered",
            "\(same.name) is registered here, with the id \(same.id); `partner rotate` gives it a new password")
    }

    /// - Returns: the password of a user that is new; nil when another service made the user before.
    private func admit(_ address: PartnerAddress, at desk: PartnerDesk) async throws -> String? {
        guard try await !desk.hasUser(address) else {
            guard id != nil else {
                throw Problem(
                    409, "id-missing",
                    "\(address.name) has a user on the broker: give its --id, as the service shows that added it")
            }
            try await desk.open(address)
            return nil
        }
        let password = PartnerPassword.make()
        // A password that is known to nobody would be worse than one that opens nothing yet.
        if let passwordFile { try PrivateFile.create(passwordFile, password) }
        try await desk.setPassword(password, of: address)
        try await desk.open(address)
        return password
    }
}

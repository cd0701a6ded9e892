public import ArgumentParser
internal import Delivery
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `partner list`: who is told, and how far.
public struct PartnerListCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "List the partners that this service tells, and how much it told them.",
            discussion: "\(Hosted.name) partner list")
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Prints the list.
    public func run() async throws {
        let list = try await options.withService(Hosted.self) { _, workbench in
            try await workbench.pool.withTransaction(readOnly: true) { transaction in
                PartnerList(partners: try await PartnerRegister(in: transaction).all().map(PartnerList.Line.init))
            }
        }
        var table = Table("partner", "id", "registered", "told", "last told", "suspended")
        for partner in list.partners {
            table.add(
                partner.name, "\(partner.id)", "\(partner.registeredAt)", "\(partner.told)",
                partner.toldAt.map { "\($0)" } ?? "", partner.suspended ?? "")
        }
        try options.print(list, list.partners.isEmpty ? "no partner is registered here" : "\(table)")
    }
}

/// The partners of a service.
private struct PartnerList: Record {
    struct Line: Record {
        var name: String
        var id: UUIDv7
        var registeredAt: Instant
        var told: Int64
        var toldAt: Instant?
        var suspended: String?

        init(_ partner: RegisteredPartner) {
            (name, id, registeredAt) = (partner.name, partner.id, partner.registeredAt)
            (told, toldAt, suspended) = (partner.told, partner.toldAt, partner.suspended)
        }

        init(_ fields: inout some FieldCoder, _ line: Line?) throws(EventFault) {
            name = try fields.field("name", line?.name)
            id = try fields.field("id", line?.id)
            registeredAt = try fields.field("registered_at", line?.registeredAt)
            told = try fields.field("told", line?.told)
            toldAt = try fields.optional("told_at", line?.toldAt)
            suspended = try fields.optional("suspended", line?.suspended)
        }
    }

    var partners: [Line]

    init(partners: [Line]) {
        self.partners = partners
    }

    init(_ fields: inout some FieldCoder, _ list: PartnerList?) throws(EventFault) {
        partners = try fields.field("partners", list?.partners)
    }
}

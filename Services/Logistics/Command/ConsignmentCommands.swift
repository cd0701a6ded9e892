internal import ArgumentParser
internal import LogisticsDomain
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `consignment`: what is on its way.
struct ConsignmentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consignment", abstract: "Look at consignments, and hand parcels out by their code.",
        subcommands: [ConsignmentListCommand.self, ConsignmentShowCommand.self, ConsignmentPickUpCommand.self])
}

/// `consignment list`: a page of them.
struct ConsignmentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List consignments.",
        discussion: """
            logistics consignment list --county 522728 --limit 20
            logistics consignment list --state failed
            """)

    @Option(help: "Only those that stand so.")
    var state: ConsignmentState?

    @Option(help: "Only those that are at this station, or left it last.")
    var station: UUIDv7?

    @Option(help: "Only those of this order.")
    var order: UUIDv7?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let filter = ConsignmentFilter(state: state, station: station, order: order, county: scope.county)
        let list = try await options.read { try await $0.consignments(filter, page, in: $1) }
        var table = Table("consignment", "state", "order", "city", "g", "deliver by")
        for entry in list.consignments {
            table.add(
                entry.consignmentID.description, entry.state, entry.orderID.description, entry.city.description,
                "\(entry.grossG)", entry.deliverBy.description)
        }
        try options.print(list, table, columns)
    }
}

/// `consignment show`: one, with its goods and history.
struct ConsignmentShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a consignment, its goods, and all that happened to it.",
        discussion: """
            logistics consignment show $(logistics consignment list --limit 1 --column consignment)
            """)

    @Argument(help: "The consignment.")
    var consignment: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let shown = try await options.read { try await $0.consignment(consignment, in: $1) }
        try options.print(shown, shown.words)
    }
}

/// `consignment pick-up`: a parcel is handed to whoever knows its code.
struct ConsignmentPickUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pick-up", abstract: "Hand a parcel to whoever knows its code.",
        discussion: """
            After five wrong codes none is taken any more. The parcels of one order:

            order=$(orders list --limit 1 --column order)
            for parcel in $(logistics consignment list --order $order --state waiting --column consignment); do
                logistics consignment pick-up $parcel --code 204817 --actor wang.station
            done
            """)

    @Argument(help: "The consignment.")
    var consignment: UUIDv7

    @Option(help: "The code that was sent to the buyer.")
    var code: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<HandingOut>

    func run() async throws {
        let outcome = try await options.perform(as: actor) { service, context, transaction in
            try await service.pickUpConsignment(consignment, PickUpRequest(code: code), context, in: transaction)
        }
        let shown = try outcome.get()
        try options.print(shown, "consignment \(consignment) is \(shown.summary.state)")
    }
}

extension ConsignmentDetail {
    /// For people: how it stands, then its goods, then its history.
    fileprivate var words: String {
        var stand = Table("consignment", summary.consignmentID.description)
        stand.add("state", summary.state)
        stand.add("order", summary.orderID.description)
        stand.add("at", summary.site.description)
        stand.add("to", "\(summary.destinationKind) \(summary.destinationID) in \(summary.city)")
        stand.add("deliver by", summary.deliverBy.description)
        if let run = summary.runID { stand.add("run", run.description) }
        if let deadline = summary.pickUpBy { stand.add("pick up by", deadline.description) }
        var goods = Table(
            "allocation", "ordered", "withdrawn", "collected", "missing", "condemned", "delivered", "refused")
        for item in items {
            goods.add(
                item.allocationID.description, "\(item.ordered.amount) \(item.ordered.unit.rawValue)",
                "\(item.withdrawn)", item.collected.map { "\($0)" } ?? "", "\(item.missing)", "\(item.condemned)",
                "\(item.delivered)", "\(item.refused)")
        }
        var past = Table("at", "command", "actor", "note")
        for line in history {
            past.add(line.at.description, line.command, line.actor, line.refusal ?? line.reason)
        }
        return [stand, goods, past].map(\.description).joined(separator: "\n\n")
    }
}

internal import ArgumentParser
internal import LogisticsEvents
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `lane`: what is promised of carriage from counties to cities.
struct LaneCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lane", abstract: "Promise carriage from hubs to cities, and list what is promised.",
        subcommands: [LanePromiseCommand.self, LaneListCommand.self])
}

/// `lane promise`: the lanes of a file are promised.
struct LanePromiseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promise", abstract: "Promise the lanes of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /lanes takes; - is standard input. The same way in the same band is the same lane, promised anew.

            logistics lane promise - --actor chen.dispatch <<END
            {"lanes": [{"hub": "$(logistics station list --county 522728 | awk '$2 == "hub" { print $1 }')",
            "city": "520100", "longitude": 1066302000, "latitude": 266477000,
            "depot": "$(logistics station list --county 520100 --limit 1 --column station)",
            "band": {"min": 40, "max": 60, "allowed_min": 60}, "collection_min": 240, "sorting_min": 120, "cost": 80,
            "cut_off": "2019-08-08T04:00:00Z", "valid_to": "2019-10-31T16:00:00Z"}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingNetwork>

    func run() async throws {
        let sheet = try LaneSheet(file: file)
        try await options.give(actor, "promised") { service, context, transaction in
            try await service.promiseLanes(sheet, context, in: transaction)
        }
    }
}

/// `lane list`: a page of them.
struct LaneListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List lanes.",
        discussion: """
            logistics lane list --county 522728 --city 520100
            """)

    @OptionGroup var scope: CountyOptions

    @Option(help: "Only those to this city, 6 digits.")
    var city: DivisionCode?

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.lanes(from: scope.county, to: city, page, in: $1) }
        var table = Table("lane", "origin", "city", "cooled", "p50 min", "p90 min", "fen/kg", "valid to")
        for entry in list.lanes {
            let lane = entry.lane
            table.add(
                lane.laneID.description, lane.origin.description, lane.city.description,
                lane.band == nil ? "no" : "yes", "\(lane.transit.medianMinutes)", "\(lane.transit.ninetiethMinutes)",
                "\(lane.cost)", lane.validTo.description)
        }
        try options.print(list, table, columns)
    }
}

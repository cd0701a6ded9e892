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
            The file is what POST /lanes takes; the same way in the same band is the same lane, promised anew:

            {"lanes": [{"hub": "0190163d-…", "city": "520100", "longitude": 1066300000, "latitude": 266500000,
            "depot": "0190163e-…", "collection_min": 240, "sorting_min": 120, "cost": 80,
            "cut_off": "2019-07-08T04:00:00Z", "valid_to": "2019-07-31T16:00:00Z"}]}

                logistics lane promise lanes.json --actor chen.dispatch
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
            logistics lane list --origin 522728 --city 520100
            """)

    @Option(help: "Only those of this county, 6 digits.")
    var origin: DivisionCode?

    @Option(help: "Only those to this city, 6 digits.")
    var city: DivisionCode?

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.lanes(from: origin, to: city, page, in: $1) }
        var table = Table("lane", "origin", "city", "cooled", "p50 min", "p90 min", "fen/kg", "valid to")
        for entry in list.lanes {
            let lane = entry.lane
            table.add(
                lane.laneID.description, lane.origin.description, lane.city.description,
                lane.band == nil ? "no" : "yes", "\(lane.transit.medianMinutes)", "\(lane.transit.ninetiethMinutes)",
                "\(lane.cost)", lane.validTo.description)
        }
        try options.print(list, "\(table)")
    }
}

internal import ArgumentParser
internal import LogisticsEvents
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `station`: where goods are handed over, kept and sorted.
struct StationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "Open, change and close stations, hubs and depots, and list them.",
        subcommands: [
            StationOpenCommand.self, StationChangeCommand.self, StationCloseCommand.self, StationListCommand.self,
        ])
}

/// `station open`: the stations of a file join the network.
struct StationOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the stations, hubs and depots of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /stations takes; - is standard input. A hub is opened before the stations that it collects from.

            logistics station open - --actor chen.dispatch <<END
            {"stations": [{"kind": "hub", "name": {"zh": "长顺县仓", "en": "Changshun hub"}, "township": "522729100",
            "longitude": 1064530000, "latitude": 260220000, "roles": [], "operator": "0190163d-8694-739b-aea5-966c26f8ad91",
            "bands": [{"min": 40, "max": 60, "allowed_min": 60}], "hours": [{"weekday": 1, "from": 480, "to": 1200}]}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingNetwork>

    func run() async throws {
        let sheet = try StationSheet(file: file)
        try await options.give(actor, "opened") { service, context, transaction in
            try await service.openStations(sheet, context, in: transaction)
        }
    }
}

/// `station change`: the stations of a file are described anew.
struct StationChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Describe the stations of a JSON file anew: all of them, or none.",
        discussion: """
            The file is what POST /stations/changes takes, as for `open`, with the station_id of each; - is standard input.

            logistics station change - --actor chen.dispatch --reason 'longer hours' <<END
            {"stations": [{"station_id": "$(logistics station list --county 522729 --limit 1 --column station)",
            "kind": "hub", "name": {"zh": "长顺县仓", "en": "Changshun hub"}, "township": "522729100",
            "longitude": 1064530000, "latitude": 260220000, "roles": [], "operator": "0190163d-8694-739b-aea5-966c26f8ad91",
            "bands": [{"min": 40, "max": 60, "allowed_min": 60}], "hours": [{"weekday": 1, "from": 420, "to": 1260}]}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingNetwork>

    func run() async throws {
        let sheet = try StationChangeSheet(file: file)
        try await options.give(actor, "changed") { service, context, transaction in
            try await service.changeStations(sheet, context, in: transaction)
        }
    }
}

/// `station close`: stations take no more goods.
struct StationCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close stations, hubs or depots: all of them, or none.",
        discussion: """
            What is on its way there goes on.

            logistics station close $(logistics station list --county 522729 --limit 1 --column station) --yes \\
                --actor chen.dispatch
            """)

    @Argument(help: "The stations.")
    var stations: [UUIDv7]

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingNetwork>

    func run() async throws {
        try confirmation.confirm("\(stations.count) stations are closed")
        try await options.give(actor, "closed") { service, context, transaction in
            try await service.closeStations(StationClosingSheet(stations), context, in: transaction)
        }
    }
}

/// `station list`: a page of them.
struct StationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List stations, hubs and depots.",
        discussion: """
            logistics station list --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.stations(of: scope.county, page, in: $1) }
        var table = Table("station", "kind", "state", "county", "village", "name")
        for entry in list.stations {
            let station = entry.station
            table.add(
                station.stationID.description, station.kind.rawValue, entry.state, station.county.description,
                station.village?.description ?? "", station.name.chinese)
        }
        try options.print(list, table, columns)
    }
}

internal import ArgumentParser
internal import LogisticsEvents
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `temperature`: what thermometers show.
struct TemperatureCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "temperature", abstract: "Take the readings of thermometers in.",
        subcommands: [TemperatureReportCommand.self])
}

/// `temperature report`: the readings of a file.
struct TemperatureReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Take the readings of a JSON file in; what was exposed too long is condemned.",
        discussion: """
            The file is what POST /temperatures takes; - is standard input. Temperatures are in tenths of a degree. A thermometer \
            hangs in a store of a station, or in a compartment of a run: {"run_id": …, "compartment": 2}.

            logistics temperature report - --actor thermometer.7 <<END
            {"readings": [{"where": {"station_id": "$(logistics station list --county 522728 | awk '$2 == "hub" { print $1 }')",
            "store": 1}, "at": "2019-07-08T10:00:00+08:00", "temperature_dc": 45}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<ReadingThermometers>

    func run() async throws {
        let report = try TemperatureReport(file: file)
        let excursions = try await options.perform(as: actor) { service, context, transaction in
            try await service.reportTemperatures(report, context, in: transaction)
        }
        try options.print(
            excursions, excursions.excursions.isEmpty ? "no goods were exposed too long" : "\(excursions.table)")
    }
}

/// `excursion`: goods that were out of their band for longer than they bear.
struct ExcursionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "excursion", abstract: "List what was out of its band for longer than it bears.",
        subcommands: [ExcursionListCommand.self])
}

/// `excursion list`: a page of them.
struct ExcursionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List excursions, the newest first.",
        discussion: """
            logistics excursion list --county 520100
            logistics excursion list --run $(logistics run list --limit 1 --column run)
            """)

    @Option(help: "Only those on this run.")
    var run: UUIDv7?

    @OptionGroup var scope: CountyOptions
    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.excursions(of: run, from: scope.county, page, in: $1) }
        try options.print(list, list.table, columns)
    }
}

extension ExcursionList {
    fileprivate var table: Table {
        var table = Table("excursion", "where", "from", "to", "peak", "minutes", "in all", "items", "failed")
        for excursion in excursions {
            table.add(
                excursion.excursionID.description, excursion.space.words, excursion.from.description,
                excursion.to.description, "\(Double(excursion.peak) / 10)", "\(excursion.outMin)",
                "\(excursion.cumulativeMin)", "\(excursion.items)", "\(excursion.failed)")
        }
        return table
    }
}

extension TemperatureExcursion.Space {
    fileprivate var words: String {
        switch self {
        case .compartment(let run, let number): "compartment \(number) of run \(run)"
        case .store(let station, let number): "store \(number) of station \(station)"
        }
    }
}

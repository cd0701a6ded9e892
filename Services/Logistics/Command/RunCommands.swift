internal import ArgumentParser
internal import LogisticsDomain
internal import LogisticsEvents
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `run`: what vehicles are to do, and what they did.
struct RunCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Plan runs, follow them, and give the commands of their drivers.",
        subcommands: [
            RunPlanCommand.self, RunReplanCommand.self, RunCancelCommand.self, RunStartCommand.self,
            RunSyncCommand.self, RunBreakDownCommand.self, RunTransferCommand.self, RunEndCommand.self,
            RunListCommand.self, RunShowCommand.self, RunGoodsCommand.self,
        ])
}

/// `run list`: a page of them.
struct RunListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List runs, the newest first.",
        discussion: """
            logistics run list --county 522728 --state ended
            """)

    @OptionGroup var scope: CountyOptions

    @Option(help: "Only those that stand so.")
    var state: RunState?

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.runs(of: scope.county, in: state?.rawValue, page, in: $1) }
        var table = Table("run", "county", "state", "plan", "starts", "ends", "stops", "open", "contradictions")
        for run in list.runs {
            table.add(
                run.runID.description, run.county.description, run.state, "\(run.plan)", run.startsAt.description,
                run.endsAt.description, "\(run.stops)", "\(run.open)", "\(run.contradictions)")
        }
        try options.print(list, table, columns)
    }
}

/// `run show`: how one stands, stop by stop.
struct RunShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a run's stops, and what its driver said that contradicts what was done.",
        discussion: """
            logistics run show $(logistics run list --limit 1 --column run)
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let shown = try await options.read { try await $0.runDetail(run, in: $1) }
        try options.print(shown, "\(shown.heading)\n\n\(shown.course)\(shown.complaints)")
    }
}

/// `run goods`: what is to be loaded and unloaded at a stop.
struct RunGoodsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goods", abstract: "List what a driver is to load and to unload at a stop.",
        discussion: """
            logistics run goods $(logistics run list --limit 1 --column run) --stop 2
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "The stop's number.")
    var stop: Int32

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let goods = try await options.read { try await $0.goods(ofStop: stop, of: run, in: $1) }
        var table = Table("act", "consignment", "state", "goods", "for")
        for (act, entries) in [("unload", goods.unloads), ("load", goods.loads)] {
            for entry in entries {
                let items = entry.items.map { "\($0.quantity.amount) \($0.quantity.unit.rawValue)" }
                table.add(
                    act, entry.consignmentID.description, entry.state, items.joined(separator: ", "),
                    entry.destinationID.description)
            }
        }
        try options.print(goods, table, columns)
    }
}

extension RunDetail {
    fileprivate var heading: String {
        var table = Table("run", runID.description)
        table.add("county", county.description)
        table.add("vehicle", vehicleID.description)
        table.add("driver", driverID.description)
        table.add("state", state)
        table.add("plan", "\(plan)")
        table.add("from", startsAt.description)
        table.add("until", endsAt.description)
        table.add("way", "\(metres / 1000) km")
        table.add("full", "\(loadPermille.up / 10)% up, \(loadPermille.down / 10)% down")
        table.add("on board", "\(onBoard) consignments")
        return "\(table)"
    }

    fileprivate var course: String {
        var table = Table("stop", "place", "state", "arrive", "depart", "km", "loads", "unloads")
        for stop in stops {
            table.add(
                "\(stop.stop)", stop.name?.chinese ?? "door \(stop.placeID)", stop.state,
                (stop.arrivedAt ?? stop.arrive).description,
                (stop.endedAt ?? stop.depart).description, "\(stop.metres / 1000)", "\(stop.loads.count)",
                "\(stop.unloads.count)")
        }
        return "\(table)"
    }

    fileprivate var complaints: String {
        guard !contradictions.isEmpty else { return "" }
        var table = Table("said in vain", "stop", "at", "act", "contradicts", "goods gone another way")
        for entry in contradictions {
            table.add(
                entry.commandID.description, "\(entry.stop)", entry.at.description, entry.act,
                entry.contradiction ?? "", "\(entry.unheeded.count)")
        }
        return "\n\n\(table)"
    }
}

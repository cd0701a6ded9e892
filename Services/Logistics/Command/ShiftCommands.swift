internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `shift`: who drives what, and when.
struct ShiftCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shift", abstract: "Roster shifts, and list them.",
        subcommands: [ShiftRosterCommand.self, ShiftListCommand.self])
}

/// `shift roster`: the shifts of a file are rostered.
struct ShiftRosterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Roster the shifts of a JSON file: all of them, or none.",
        discussion: """
            The file is what POST /shifts takes; - is standard input. A shift begins and ends at a hub or depot; crews that take \
            turns may be out for days.

            logistics shift roster - --actor chen.dispatch <<END
            {"shifts": [{"vehicle_id": "$(logistics vehicle list --county 522728 --limit 1 --column vehicle)",
            "driver_id": "0190163e-8694-739b-aea5-966c26f8ad91",
            "base_id": "$(logistics station list --county 522728 | awk '$2 == "hub" { print $1 }')",
            "from": "2019-08-20T06:00:00+08:00", "to": "2019-08-20T18:00:00+08:00"}]}
            END
            """)

    @Argument(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PlanningRuns>

    func run() async throws {
        let request = try ShiftRequest(file: file)
        try await options.give(actor, "rostered") { service, context, transaction in
            try await service.rosterShifts(request, context, in: transaction)
        }
    }
}

/// `shift list`: a page of them.
struct ShiftListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List shifts, and whether a run is to be driven in them.",
        discussion: """
            logistics shift list --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var page: NewestFirstOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let page = try page.page()
        let list = try await options.read { try await $0.shifts(of: scope.county, page, in: $1) }
        var table = Table("shift", "vehicle", "driver", "from", "to", "free")
        for shift in list.shifts {
            table.add(
                shift.shiftID.description, shift.vehicleID.description, shift.driverID.description,
                shift.from.description, shift.to.description, shift.isFree ? "yes" : "no")
        }
        try options.print(list, table, columns)
    }
}

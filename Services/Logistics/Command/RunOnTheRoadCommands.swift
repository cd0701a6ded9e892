internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `run start`: the vehicle sets out.
struct RunStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Let a run set out, with its compartments within their bands.",
        discussion: """
            for run in $(logistics run list --county 522728 --state planned --column run); do
                logistics run start $run --driver $(logistics run show $run | awk '$1 == "driver" { print $2 }') \\
                    --reading 2=40 --actor li.driver
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "The driver, by the shift.")
    var driver: UUIDv7

    @Option(help: "What a compartment's thermometer shows, in tenths of a degree: 2=40. May be repeated.")
    var reading: [StartRunRequest.Reading] = []

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DrivingRuns>

    func run() async throws {
        let request = StartRunRequest(driverID: driver, readings: reading)
        let started = try await options.perform(as: actor) { service, context, transaction in
            try await service.startRun(run, request, context, in: transaction)
        }
        try options.print(started, "run \(started.runID) is \(started.state)")
    }
}

/// `run sync`: what a driver said.
struct RunSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Give what a driver said from the road: all of a JSON file, or none.",
        discussion: """
            The file is what POST /runs/{id}/commands takes; - is standard input. Each command has its own id and time, so that \
            nothing is done twice, and late ones take their place. The act `serve` says what was loaded and unloaded.

            for run in $(logistics run list --county 522728 --state under-way --column run); do
                logistics run sync $run --file - --actor li.driver <<END
            {"driver_id": "$(logistics run show $run | awk '$1 == "driver" { print $2 }')", "commands": [
            {"id": "01901640-8694-739b-aea5-966c26f8ad91", "at": "2019-08-20T09:10:00+08:00", "stop": 1, "act": "arrive"}]}
            END
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DrivingRuns>

    func run() async throws {
        let report = try DriverReport(file: file)
        let answer = try await options.perform(as: actor) { service, context, transaction in
            try await service.heedDriver(of: run, report, context, in: transaction)
        }
        var table = Table("command", "outcome", "contradicts", "goods gone another way")
        for command in answer.commands {
            table.add(
                command.id.description, command.outcome, command.contradiction ?? "", "\(command.unheeded.count)")
        }
        try options.print(answer, "\(table)")
    }
}

/// `run break-down`: the vehicle cannot go on.
struct RunBreakDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "break-down", abstract: "Note that a vehicle has broken down, and where.",
        discussion: """
            for run in $(logistics run list --county 522728 --state under-way --column run); do
                logistics run break-down $run --position 1067480000,254290000 --actor li.driver
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "Where, degrees east and north x 10^7: 1067480000,254290000.")
    var position: Position

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DrivingRuns>

    func run() async throws {
        let broken = try await options.perform(as: actor) { service, context, transaction in
            try await service.breakDownRun(run, at: position, context, in: transaction)
        }
        try options.print(
            broken, "run \(broken.runID) is \(broken.state); plan it anew, or transfer its goods to another")
    }
}

/// `run transfer`: goods change to another vehicle.
struct RunTransferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Move goods from a vehicle to another that stands beside it.",
        discussion: """
            All that is on board of one that broke down changes to the run that was planned last:

            for run in $(logistics run list --county 522728 --state interrupted --column run); do
                logistics run transfer $run --to $(logistics run list --limit 1 --column run) --actor chen.dispatch \\
                    --position 1067480000,254290000 --other-position 1067481000,254290000
            done
            """)

    @Argument(help: "The run that has the goods.")
    var run: UUIDv7

    @Option(help: "The run that takes them.")
    var to: UUIDv7

    @Option(help: "Where the vehicle is that has them, degrees x 10^7: 1067480000,254290000.")
    var position: Position

    @Option(help: "Where the other one is.")
    var otherPosition: Position

    @Option(help: "A consignment to move; all that is on board if left out. May be repeated.")
    var consignment: [UUIDv7] = []

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DrivingRuns>

    func run() async throws {
        let request = TransferRequest(
            toRun: to, position: position, otherPosition: otherPosition,
            consignments: consignment.isEmpty ? nil : consignment)
        let taking = try await options.perform(as: actor) { service, context, transaction in
            try await service.transferGoods(of: run, request, context, in: transaction)
        }
        try options.print(taking, "run \(taking.runID) has \(taking.onBoard) consignments on board; plan it anew")
    }
}

/// `run cancel`: it is not driven.
struct RunCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Call a planned run off; its goods wait for another.",
        discussion: """
            for run in $(logistics run list --county 522728 --state planned --column run); do
                logistics run cancel $run --yes --actor chen.dispatch --reason 'the road is closed'
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<PlanningRuns>

    func run() async throws {
        try confirmation.confirm("run \(run) is called off")
        let cancelled = try await options.perform(as: actor) { service, context, transaction in
            try await service.cancelRun(run, context, in: transaction)
        }
        try options.print(cancelled, "run \(cancelled.runID) is \(cancelled.state)")
    }
}

/// `run end`: the vehicle is back.
struct RunEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a run; what is still on board is handed in at its base.",
        discussion: """
            for run in $(logistics run list --county 522728 --state under-way --column run); do
                logistics run end $run --actor li.driver
            done
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DrivingRuns>

    func run() async throws {
        let ended = try await options.perform(as: actor) { service, context, transaction in
            try await service.endRun(run, context, in: transaction)
        }
        try options.print(ended, "run \(ended.runID) is \(ended.state)")
    }
}

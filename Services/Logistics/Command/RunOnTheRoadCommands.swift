internal import ArgumentParser
internal import LogisticsService
internal import Runtime
internal import Vocabulary

/// `run start`: the vehicle sets out.
struct RunStartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Let a run set out, with its compartments within their bands.",
        discussion: """
            logistics run start 0190163d-… --driver 0190163e-… --reading 2=40 --actor li.driver
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "The driver, by the shift.")
    var driver: UUIDv7

    @Option(help: "What a compartment's thermometer shows, in tenths of a degree: 2=40. May be repeated.")
    var reading: [StartRunRequest.Reading] = []

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
            The file is what POST /runs/{id}/commands takes. Each command has its own id and time, so that nothing is \
            done twice, and late ones take their place:

            {"driver_id": "0190163e-…", "commands": [
            {"id": "01901640-…", "at": "2019-07-08T09:10:00+08:00", "stop": 1, "act": "arrive"},
            {"id": "01901641-…", "at": "2019-07-08T09:40:00+08:00", "stop": 1, "act": "serve", "loaded": [
            {"consignment_id": "01901642-…", "proof": "7b…", "items": [
            {"allocation_id": "01901643-…", "amount": 2500, "weight_g": 2500}]}]}]}

                logistics run sync 0190163d-… --file commands.json --actor li.driver
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "The JSON file.")
    var file: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
            logistics run break-down 0190163d-… --position 1067480000,254290000 --actor li.driver
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @Option(help: "Where, degrees east and north x 10^7: 1067480000,254290000.")
    var position: Position

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

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
            logistics run transfer 0190163d-… --to 0190163e-… --position 1067480000,254290000 \
            --other-position 1067481000,254290000 --actor chen.dispatch
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
    @OptionGroup var actor: ActorOptions

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
            logistics run cancel 0190163d-… --actor chen.dispatch --reason "road closed"
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

    func run() async throws {
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
            logistics run end 0190163d-… --actor li.driver
            """)

    @Argument(help: "The run.")
    var run: UUIDv7

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions

    func run() async throws {
        let ended = try await options.perform(as: actor) { service, context, transaction in
            try await service.endRun(run, context, in: transaction)
        }
        try options.print(ended, "run \(ended.runID) is \(ended.state)")
    }
}

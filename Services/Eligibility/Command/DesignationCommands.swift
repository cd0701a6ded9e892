internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `designation`: which places are designated as poor.
struct DesignationCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "designation", abstract: "Keep which counties and villages are designated as poor, and when.",
        subcommands: [DesignationListCommand.self, DesignationSetCommand.self])
}

/// `designation list`: all of them.
struct DesignationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the designations.",
        discussion: """
            eligibility designation list --county 522728
            """)

    @OptionGroup var scope: CountyOptions
    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.read { service, _, transaction in
            try await service.designations(of: scope.county, in: transaction)
        }
        var table = Table("code", "level", "from", "to", "source")
        for designation in list.designations {
            table.add(
                designation.code.description, designation.level.rawValue, designation.firstDay.description,
                designation.lastDay?.description ?? "", designation.source)
        }
        try options.print(list, table, columns)
    }
}

/// `designation set`: puts one on record.
struct DesignationSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put a designation on record, and make it known.",
        discussion: """
            eligibility designation set 522729 national --from 2012-03-19 --source 'list of 592 key counties' \\
                --actor zhao.county
            """)

    @Argument(help: "A county's code of 6 digits, or a village's of 12.")
    var code: DivisionCode

    @Argument(help: "national, provincial, poor-village or none.")
    var level: CountyDesignation.Level

    @Option(name: .customLong("from"), help: "The first day.")
    var firstDay: Day

    @Option(name: .customLong("to"), help: "The last day; none while no end is set.")
    var lastDay: Day?

    @Option(help: "The document that designates it.")
    var source: String

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<DesignatingCounties>

    func run() async throws {
        let designation = CountyDesignation(
            code: code, level: level, firstDay: firstDay, lastDay: lastDay, source: source)
        let kept = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.designate(designation, context, in: transaction)
            }
        }
        try options.print(kept, "\(kept.code) is designated \(kept.level.rawValue) from \(kept.firstDay)")
    }
}

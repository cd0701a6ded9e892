internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Runtime

/// `assess`: measures households against today's rules.
struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Measure households against today's rules. Nothing follows by itself.",
        discussion: """
            eligibility assess --all --county 522728 --actor li.enrolment
            """)

    @Option(help: "Which question: entry, exit or monitoring. --all takes applicants, registered or exited ones.")
    var purpose = Assessment.Purpose.entry

    @OptionGroup var households: SelectionOptions
    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<KeepingRegister>

    func run() async throws {
        let report = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { transaction in
                try await service.assess(
                    households.selection(awaitingIn: state), for: purpose, context, in: transaction)
            }
        }
        try options.print(report, "assessed \(report.assessed) for \(report.purpose): \(report.met) yes")
    }

    private var state: HouseholdState {
        switch purpose {
        case .entry: .applied
        case .exit: .registered
        case .monitoring: .exited
        }
    }
}

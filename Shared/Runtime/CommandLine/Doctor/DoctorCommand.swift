public import ArgumentParser
internal import Eventing

/// `doctor`: says what keeps the service from working, what that touches, and the one thing to do about it.
public struct DoctorCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "doctor",
            abstract:
                "Say what keeps the service from working, what that touches, and what to run; exit 1 if anything does.",
            discussion: """
                Each part that the service stands on is looked at in turn. Of one that is amiss it says what cannot be \
                done meanwhile, and the one command that mends it or shows what does.

                \(Hosted.name) doctor
                \(Hosted.name) doctor --json
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks at each part in turn, and goes on past the ones that are amiss.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let findings = try await settings.withWorkbench(for: Hosted.name) { workbench in
            let doctor = Doctor<Hosted>(settings: settings, workbench: workbench)
            return await doctor.clock() + doctor.database() + doctor.broker()
        }
        try options.print(
            Diagnosis(findings: findings), findings.map { $0.words(for: .output) }.joined(separator: "\n"))
        if !findings.allSatisfy(\.isWell) { throw ExitCode.failure }
    }
}

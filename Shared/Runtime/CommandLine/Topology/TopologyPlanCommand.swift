internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Eventing

/// `topology plan`: the steps that bring the broker to what the service declares, and who can take them.
public struct TopologyPlanCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "plan",
            abstract: "List the steps that mend what differs, who can take them, and what they lose.",
            discussion: """
                \(Hosted.name) topology plan
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks, and prints the steps.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let diff = try await settings.topologyDiff(of: Hosted.self)
        let rights = diff.declared.rights
        let steps = diff.steps
        let definitions = steps.contains(where: \.asksForDefinitions) ? settings.definitions(for: diff.declared) : nil
        let words = try words(steps, rights, definitions)
        try options.print(
            TopologyStepsReport(
                service: Hosted.name, steps: steps.map { .init($0, rights: rights) }, isOK: steps.isEmpty,
                definitions: definitions),
            words)
    }

    private func words(_ steps: [TopologyStep], _ rights: BusRights, _ definitions: BusDefinitions?) throws -> String {
        guard !steps.isEmpty else { return "nothing is to be done" }
        var lines = steps.map { step in
            let loss = step.deletesQueue.map { _ in " (loses what the queue holds; only when it is empty, unless told)"
            }
            return "\(by(step.performer(with: rights))): \(step)\(loss ?? "")"
        }
        if let definitions {
            lines += ["", "the definitions:", String(decoding: try definitions.encoded(), as: UTF8.self)]
        }
        return lines.joined(separator: "\n")
    }

    private func by(_ performer: TopologyStep.Performer) -> String {
        switch performer {
        case .service: "`\(Hosted.name) topology apply`"
        case .other: "another service"
        case .administrator: "an administrator"
        }
    }
}

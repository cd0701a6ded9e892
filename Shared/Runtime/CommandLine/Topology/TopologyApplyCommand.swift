internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Eventing

/// `topology apply`: takes the steps of the plan that the service's user may take.
public struct TopologyApplyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "apply",
            abstract: "Take the steps of the plan that this service may take; exit 1 if some are left.",
            discussion: """
                \(Hosted.name) topology apply
                \(Hosted.name) topology apply --delete-orphans --yes
                """)
    }

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var options: ServiceOptions

    @Flag(help: "Delete queues that carry the service's name and that it does not declare, if they are empty.")
    var deleteOrphans = false

    @Flag(
        help: """
            Delete queues that must go though they hold messages. What they held is in the logs of those who told it: \
            ask for it again.
            """)
    var loseMessages = false

    /// Makes the command.
    public init() {}

    /// Looks, and takes the steps in order.
    public func run() async throws {
        if deleteOrphans || loseMessages {
            try confirmation.confirm(
                loseMessages
                    ? "queues of \(Hosted.name) that must go are deleted, with all that they hold"
                    : "queues that \(Hosted.name) does not declare are deleted")
        }
        let settings = try await options.settings(for: Hosted.name)
        let diff = try await settings.topologyDiff(of: Hosted.self)
        let taken = try await settings.withAdministration { administration in
            let work = TopologyWork(administration, deletesOrphans: deleteOrphans, losesMessages: loseMessages)
            var taken: [(step: TopologyStep, outcome: TopologyWork.Outcome)] = []
            for step in diff.steps { taken.append((step, try await work.take(step))) }
            return taken
        }
        let isOK = taken.allSatisfy { $0.outcome == .done }
        try options.print(
            TopologyStepsReport(
                service: Hosted.name,
                steps: taken.map { .init($0.step, rights: diff.declared.rights, outcome: $0.outcome) }, isOK: isOK,
                definitions: nil),
            taken.isEmpty ? "nothing is to be done" : taken.map(words).joined(separator: "\n"))
        if !isOK { throw ExitCode.failure }
    }

    private func words(_ step: TopologyStep, _ outcome: TopologyWork.Outcome) -> String {
        switch outcome {
        case .done: "done: \(step)"
        case .left(let reason): "left: \(step): \(reason)"
        case .refused(let reason): "refused: \(step): \(reason)"
        }
    }
}

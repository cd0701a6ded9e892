internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Eventing

/// `topology diff`: how the broker differs from what the service declares.
public struct TopologyDiffCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: "Say how the broker differs from what the service declares; exit 1 if it does.",
            discussion: """
                Rights are seen by an administrator alone: --set rabbitmq.management-user=… and \
                rabbitmq.management-password-file=….

                \(Hosted.name) topology diff
                \(Hosted.name) topology diff --json
                """)
    }

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Looks, and says what is amiss.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let diff = try await settings.topologyDiff(of: Hosted.self)
        let findings = diff.findings
        try options.print(TopologyReport(diff), words(diff, findings))
        if !findings.isEmpty { throw ExitCode.failure }
    }

    private func words(_ diff: TopologyDiff, _ findings: [TopologyFinding]) -> String {
        var lines = findings.map { "\($0.kind.rawValue) \($0.subject): \($0.detail)" }
        lines += diff.observed.unseen.map { "not seen: \($0)" }
        let broker = diff.observed.version.map { "RabbitMQ \($0)" } ?? "the broker"
        lines.append(
            findings.isEmpty
                ? "\(broker) is as \(Hosted.name) declares"
                : "\(broker): \(findings.count) amiss; `\(Hosted.name) topology plan` says what mends them")
        return lines.joined(separator: "\n")
    }
}

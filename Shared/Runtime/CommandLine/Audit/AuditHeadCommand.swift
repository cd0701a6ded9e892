public import ArgumentParser
internal import Postgres

/// `audit head`: where the service's chains end.
public struct AuditHeadCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "head",
            abstract: "Print where the chains end, or see that they go through what was printed before.",
            discussion: """
                Who has the rights of the database's administrator can make a chain anew, and no audit of it sees that. They \
                cannot make it go through a hash that was written down elsewhere: keep what this prints where they do not \
                reach, and see from time to time that it still holds. With --noted it exits with 1 if it does not.

                \(Hosted.name) audit head
                \(Hosted.name) audit head --json >heads.json && \(Hosted.name) audit head --noted heads.json
                """)
    }

    @OptionGroup var options: ServiceOptions

    @Option(help: "A file with what `audit head --json` printed earlier.")
    var noted: String?

    /// Makes the command.
    public init() {}

    /// Prints the heads, or compares.
    public func run() async throws {
        let noted = try noted.map { try ChainHeads(file: $0) }
        if let noted, noted.service != Hosted.name {
            throw ValidationError("the heads are those of \(noted.service): ask that, or name a file of \(Hosted.name)")
        }
        try await options.withService(Hosted.self) { _, workbench in
            try await ChainSealer.sealAll(Hosted.allChains, in: workbench.pool)
            let (heads, missing) = try await workbench.pool.withTransaction(
                isolation: .repeatableRead, readOnly: true
            ) { transaction in
                (
                    try await ChainHeads.read(Hosted.allChains, of: Hosted.name, in: transaction),
                    try await noted?.missing(from: Hosted.allChains, in: transaction) ?? []
                )
            }
            try options.print(heads, words(of: heads))
            guard missing.isEmpty else { throw HeadsGone(missing) }
        }
    }

    private func words(of heads: ChainHeads) -> String {
        var table = Table("chain", "position", "hash")
        for head in heads.heads { table.add(head.chain, "\(head.position)", head.hash.isEmpty ? "-" : head.hash) }
        return "\(table)"
    }
}

/// Why chains are not those of which heads were written down.
private struct HeadsGone: Error, CustomStringConvertible {
    var description: String

    init(_ missing: [String]) {
        description =
            missing.joined(separator: "; ") + ": compare with a dump from before, and see who administered the database"
    }
}

public import ArgumentParser
internal import Delivery
internal import Eventing

/// `audit compare`: the audit over all services, by the reports of each.
public struct AuditCompareCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "compare",
            abstract: "Compare every log with every inbox by what audits reported; exit 1 unless all is well.",
            discussion: """
                Each service's `audit --json` tells how much it told and heard of each source, by the hour. Where a log \
                and an inbox do not tally, listings of that hour name each event by which they differ, and whether it is \
                lost or on its way: the verdict says which, --wanted prints their commands alone. Any service can \
                compare; it needs neither database nor broker for it.

                for service in catalogue orders eligibility logistics livestream; do
                    $service audit --json >$service.json
                done
                \(Hosted.name) audit compare {catalogue,orders,eligibility,logistics,livestream}.json
                """)
    }

    @Flag(help: "Print JSON for machines instead of tables for people.")
    var json = false

    @Flag(help: "Print the commands of the listings that are still needed, and nothing else; exit 0.")
    var wanted = false

    @Argument(help: "Files with what `audit --json` and `audit --list … --json` printed, in any order.")
    var files: [String]

    /// Makes the command.
    public init() {}

    /// Compares, and says what was found.
    public func run() async throws {
        let papers = try await withProgress("reading what audits printed") { progress in
            try AuditPapers(files, progress)
        }
        let verdict = LedgerComparison(papers.reports, listings: papers.listings).verdict()
        if wanted {
            for request in verdict.requests { print(request) }
            return
        }
        print(json ? String(decoding: try verdict.encoded(), as: UTF8.self) : "\(VerdictPage(verdict))")
        if !verdict.isOK { throw ExitCode.failure }
    }
}

/// What audits left in files: their reports, and listings of events.
struct AuditPapers {
    private(set) var reports: [AuditReport] = []
    private(set) var listings: [EventListing] = []

    /// Reads files, each of which has one or the other.
    /// - Throws: what names the first file that has neither, and what a report of an audit would have had.
    init(_ files: [String], _ progress: ProgressLine) throws {
        for (place, file) in files.enumerated() {
            progress.say("\(place) of \(files.count) files")
            if let listing = try? EventListing(file: file) {
                listings.append(listing)
            } else {
                reports.append(try AuditReport(file: file))
            }
        }
    }
}

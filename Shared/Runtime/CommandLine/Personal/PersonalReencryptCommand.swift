public import ArgumentParser
internal import Eventing
internal import Postgres
internal import Vocabulary

/// `personal re-encrypt`: encrypts what is kept under other keys under the current one.
public struct PersonalReencryptCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "re-encrypt", abstract: "Encrypt what is kept under other keys anew, under the current one.",
            discussion: """
                The service may run meanwhile. Ended at any point, it goes on where it was when it is given again; given once \
                more, it changes nothing. What cannot be read stays as it is, and is named; the command fails then.

                \(Hosted.name) personal re-encrypt --actor li.operations --reason 'the key of last year'
                """)
    }

    @Option(help: "How many rows are locked and encrypted anew in one transaction, 1 to 10000.")
    var batch = 500

    @OptionGroup var options: ServiceOptions
    @OptionGroup var actor: ActorOptions<Operating>

    /// Makes the command.
    public init() {}

    /// Sees that a batch has a size.
    public func validate() throws {
        guard (1...10_000).contains(batch) else { throw ValidationError("--batch takes 1 to 10000") }
    }

    /// Encrypts, table by table.
    public func run() async throws {
        let report = try await options.withService(Hosted.self, by: actor) { _, workbench, context in
            try await withProgress("encrypting personal data of \(Hosted.name) anew") { progress in
                var report = PersonalReencryptionReport()
                for table in Hosted.personalTables {
                    let work = PersonalReencryption(table: table, batch: batch)
                    try await encrypt(work, at: workbench, by: context, progress, &report)
                }
                let keys = try workbench.personalKeys()
                let rows = try await workbench.pool.withTransaction(readOnly: true) { transaction in
                    try await PersonalKeyRegister(in: transaction).rows(of: Hosted.personalTables)
                }
                report.list = PersonalKeyList(keys, rows: rows, known: rows.keys.sorted { "\($0)" < "\($1)" })
                return report
            }
        }
        try options.print(report, report.words)
        if !report.unreadable.isEmpty { throw ExitCode.failure }
    }

    private func encrypt(
        _ work: PersonalReencryption, at workbench: Workbench, by context: CommandContext, _ progress: ProgressLine,
        _ report: inout PersonalReencryptionReport
    ) async throws {
        var last: UUIDv7?
        repeat {
            // Asked for each time: somebody may use yet another key meanwhile.
            let keys = try workbench.personalKeys()
            let after = last
            let outcome = try await workbench.perform { transaction in
                let outcome = try await work.encryptNext(after: after, under: keys, in: transaction)
                if outcome.done > 0 {
                    try AuditTrail.record(
                        "re-encrypt", on: "\(work.table.name): \(outcome.done) rows under \(keys.current)", by: context,
                        in: transaction)
                }
                return Told(outcome)
            }
            report.add(outcome)
            progress.say("\(report.rows) rows")
            last = outcome.last
        } while last != nil
    }
}

/// What encrypting anew did, and what each key keeps now.
private struct PersonalReencryptionReport: Record {
    private(set) var rows: Int64 = 0
    /// Why rows stayed as they were, at most the first thousand.
    private(set) var unreadable: [String] = []
    var list: PersonalKeyList?

    init() {}

    mutating func add(_ outcome: PersonalReencryption.Outcome) {
        rows += outcome.done
        unreadable += outcome.unreadable.prefix(maximumListLength - unreadable.count).map(\.description)
    }

    init(_ fields: inout some FieldCoder, _ report: PersonalReencryptionReport?) throws(EventFault) {
        rows = try fields.field("rows", report?.rows)
        unreadable = try fields.field("unreadable", report?.unreadable)
        list = try fields.optional("remaining", report?.list)
    }

    /// For people.
    var words: String {
        (["encrypted \(rows) rows anew"] + unreadable + [list.map { "\($0.table)" }].compactMap(\.self))
            .joined(separator: "\n")
    }
}

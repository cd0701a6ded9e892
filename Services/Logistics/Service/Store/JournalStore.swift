internal import Delivery
internal import LogisticsDomain
internal import Postgres
internal import Vocabulary

/// A driver's command as it came and as it was heeded.
struct SaidCommand {
    let run: UUIDv7
    let entry: JournalEntry
    /// Goods of which it was said in vain.
    let unheeded: [UUIDv7]
    let receivedAt: Instant
    /// The whole of it, with amounts and proofs, as JSON.
    let said: String
}

/// What drivers said. Rows are only added.
struct JournalStore {
    let transaction: PostgresTransaction

    /// What drivers said of runs, by run and by the time they said it of.
    func load(of runs: [UUIDv7]) async throws -> [UUIDv7: [JournalEntry]] {
        let rows = try await transaction.query(
            """
            SELECT run, id, driver, at, stop, act, loaded, unloaded, failure, contradiction FROM driver_command
            WHERE run = ANY (\(runs)) ORDER BY run, at, number
            """
        ).decode(
            UUIDv7.self, UUIDv7.self, UUIDv7.self, Instant.self, Int32.self, String.self, [UUIDv7].self, [UUIDv7].self,
            StopFailure?.self, Contradiction?.self)
        var journals: [UUIDv7: [JournalEntry]] = [:]
        for row in rows {
            let act = try DriverAct(stored: row.5, loaded: row.6, unloaded: row.7, failure: row.8)
            let command = DriverCommand(id: row.1, driverID: row.2, at: row.3, stop: row.4, act: act)
            journals[row.0, default: []].append(JournalEntry(command: command, contradiction: row.9))
        }
        return journals
    }

    /// Which of these commands are known, each with the run that it was given to.
    func runs(of commands: [UUIDv7]) async throws -> [UUIDv7: UUIDv7] {
        let rows = try await transaction.query("SELECT id, run FROM driver_command WHERE id = ANY (\(commands))")
            .decode(UUIDv7.self, UUIDv7.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// When consignments were planned last, as the history has it.
    func plannedAt(_ consignments: Set<UUIDv7>) async throws -> [UUIDv7: Instant] {
        guard !consignments.isEmpty else { return [:] }
        let rows = try await transaction.query(
            """
            SELECT subject, max(at) FROM history
            WHERE subject = ANY (\(consignments.sorted())) AND aggregate = 'consignment' AND command = 'plan'
            GROUP BY subject
            """
        ).decode(UUIDv7.self, Instant.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Writes down what was said, in the order in which it was heeded.
    func append(_ commands: [SaidCommand]) throws(PostgresError) {
        guard !commands.isEmpty else { return }
        // Arrays of arrays cannot be sent, so that each row's lists travel as text.
        try transaction.send(
            """
            INSERT INTO driver_command (id, run, driver, at, stop, act, loaded, unloaded, failure, contradiction,
                unheeded, received_at, said)
            SELECT id, run, driver, at, stop, act, loaded::uuid[], unloaded::uuid[], failure, contradiction,
                unheeded::uuid[], received_at, said
            FROM unnest(
                \(commands.map(\.entry.command.id)), \(commands.map(\.run)), \(commands.map(\.entry.command.driverID)),
                \(commands.map(\.entry.command.at)), \(commands.map(\.entry.command.stop)),
                \(commands.map(\.entry.command.act.storedText)), \(commands.map(\.entry.command.act.loaded.asLiteral)),
                \(commands.map(\.entry.command.act.unloaded.asLiteral)), \(commands.map(\.entry.command.act.failure)),
                \(commands.map(\.entry.contradiction)), \(commands.map(\.unheeded.asLiteral)),
                \(commands.map(\.receivedAt)), \(commands.map(\.said))
            ) WITH ORDINALITY AS new (id, run, driver, at, stop, act, loaded, unloaded, failure, contradiction,
                unheeded, received_at, said, ordinal)
            ORDER BY ordinal
            """)
    }
}

extension DriverAct {
    fileprivate init(
        stored text: String, loaded: [UUIDv7], unloaded: [UUIDv7], failure: StopFailure?
    ) throws(StoreFault) {
        switch (text, failure) {
        case ("arrive", nil): self = .arrive
        case ("serve", nil): self = .serve(loaded: loaded, unloaded: unloaded)
        case ("fail", let failure?): self = .fail(failure)
        default: throw StoreFault("a driver's command is \(text)")
        }
    }

    /// Its name, as it is stored and shown.
    var storedText: String {
        switch self {
        case .arrive: "arrive"
        case .serve: "serve"
        case .fail: "fail"
        }
    }

    fileprivate var loaded: [UUIDv7] {
        if case .serve(let loaded, _) = self { loaded } else { [] }
    }

    fileprivate var unloaded: [UUIDv7] {
        if case .serve(_, let unloaded) = self { unloaded } else { [] }
    }

    fileprivate var failure: StopFailure? {
        if case .fail(let failure) = self { failure } else { nil }
    }
}

extension [UUIDv7] {
    /// The array as PostgreSQL reads it from text.
    fileprivate var asLiteral: String { "{" + map(\.description).joined(separator: ",") + "}" }
}

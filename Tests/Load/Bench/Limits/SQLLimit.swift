import LoadRig
import Accounting
import Foundation
import LocalScripts
import Narration

/// What the flow's own statements cost the database alone: what the services sent for some orders is played again by
/// pgbench, on a copy of the database as it was before them.
///
/// It is played service by service, since no service touches what another one has, and one statement after the other.
struct SQLLimit {
    let run: BenchRun
    let administration: Administration

    /// How many orders there are in a set.
    static let set = 256
    private static let copy = "bench_played"
    /// How many orders are placed one by one so that every statement is sent at least once.
    private static let noted = 10
    private static let listeners = RigSystem.services.filter { $0 != "orders" }

    /// Records one kind after the other, and plays each.
    func measure() async throws {
        var record = StatementRecord()
        try await run.progress.during("the types of all statements are noted") {
            // Some are sent only when a service starts.
            _ = try await recording(into: &record) {
                try await restartServices(with: [
                    "debug_print_parse": "on", "debug_pretty_print": "off", "log_line_prefix": StatementRecord.prefix,
                ])
                return try await placeOneByOne(Self.noted) + placeSets(1)
            }
            record = StatementRecord(types: record.types)
        }
        try await restartServices(with: ["debug_print_parse": nil, "debug_pretty_print": nil, "log_statement": "all"]) {
            try await administration.copyDatabase(to: Self.copy)
        }
        let orders = max(10, run.scale.orders / 100)
        let single = try await recorded("\(orders) orders one by one", types: record.types) {
            try await placeOneByOne(orders)
        }
        let sets = try await recorded(
            "\(max(1, run.scale.orders / 2_500)) sets of \(Self.set) orders", types: record.types
        ) {
            try await placeSets(max(1, run.scale.orders / 2_500))
        }
        try await restartServices(with: ["log_statement": nil, "log_line_prefix": nil])
        try await play(single, as: "single")
        try await play(sets, as: "sets")
    }

    private struct Recording {
        let orders: Int
        let record: StatementRecord
    }

    // MARK: - Recording

    private func restartServices(
        with settings: [String: String?], meanwhile: () async throws -> Void = {}
    ) async throws {
        try await run.system.stop(RigSystem.services)
        for (name, value) in settings { try await administration.set(name, to: value) }
        try await meanwhile()
        try await run.system.start(RigSystem.services)
        try await Rest(programs: run.system.programs()).wait()
    }

    private func recorded(
        _ what: String, types: [String: [UInt32]], _ place: () async throws -> Int
    ) async throws -> Recording {
        try await run.progress.during("what the services send for \(what) is recorded") {
            var record = StatementRecord(types: types)
            let orders = try await recording(into: &record, place)
            return Recording(orders: orders, record: record)
        }
    }

    private func recording(into record: inout StatementRecord, _ place: () async throws -> Int) async throws -> Int {
        let log = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(run.system.folder)/postgres/log"))
        try log.seekToEnd()
        let orders = try await place()
        try await Rest(programs: run.system.programs()).wait()
        record.read(Array(try log.readToEnd() ?? Data()))
        return orders
    }

    private func placeOneByOne(_ orders: Int) async throws -> Int {
        let flow = OrderFlow(
            run: run, pace: .saturating, ports: [try await run.system.port(of: "orders")], connections: 1)
        for request in try run.writer.requests(orders: orders, batch: 1) {
            run.arrivals.forget()
            _ = try await flow.play([request])
        }
        return orders
    }

    /// While a set is placed, those who listen stand still, so that they have all of it before them.
    private func placeSets(_ sets: Int) async throws -> Int {
        let port = try await run.system.port(of: "orders")
        let listeners = run.system.servicePrograms().filter { Self.listeners.contains($0.name) }
        for _ in 0..<sets {
            run.arrivals.forget()
            let standstill = try Standstill(of: listeners)
            do {
                let requests = try run.writer.requests(orders: Self.set, batch: Self.set / 2)
                _ = try await Sending(ports: [port], connections: 1, pace: .saturating).send(requests)
                // The relay has told all when nothing is left to do.
                try await Rest(programs: [run.system.postgres]).wait()
            } catch {
                standstill.end()
                throw error
            }
            standstill.end()
            try await wait(for: "the end of a set", within: .seconds(120)) {
                try run.arrivals.counts().accepted == Self.set
            }
        }
        return sets * Self.set
    }

    // MARK: - Playing

    private func play(_ recording: Recording, as name: String) async throws {
        let scripts = try await writeScripts(of: recording, as: name)
        let programs = [run.system.postgres]
        let reading = try await run.progress.during("they are played by pgbench (\(name))") {
            try await Meter(programs: programs).during("limits.sql.\(name)") {
                for (service, file) in scripts { try await pgbench(file, as: service) }
            }
        }
        run.add(
            "limits.sql.\(name).cpu_ms_per_order", "ms", reading.use.postgres / Double(max(1, recording.orders)))
        run.add(
            "limits.sql.\(name).transactions_per_order", "transactions",
            Double(RigSystem.services.reduce(0) { $0 + recording.record.written(by: $1).count })
                / Double(max(1, recording.orders)))
    }

    private func writeScripts(of recording: Recording, as name: String) async throws -> [(String, String)] {
        let writer = PlayScript(typeNames: try await administration.typeNames(), types: recording.record.types)
        return try RigSystem.services.compactMap { service -> (String, String)? in
            let transactions = recording.record.written(by: service)
            guard !transactions.isEmpty else { return nil }
            let script = writer.script(playing: transactions)
            if let statement = script.left.first {
                run.progress.note(
                    "\(script.left.count) statements of \(service) are left out, since their types are not known: "
                        + "\(statement.prefix(80).split(whereSeparator: \.isNewline).joined(separator: " ")) …")
            }
            return (service, try run.system.write(script.text, to: "played-\(name)-\(service).sql"))
        }
    }

    private func pgbench(_ file: String, as service: String) async throws {
        let settings = try await run.system.settings(of: service)
        let password = try settings["THROUGHTRAIN_POSTGRES_PASSWORD_FILE"].map {
            try String(contentsOfFile: $0, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        try await LocalScripts(folder: Self.programs()).run(
            "pgbench",
            [
                "--no-vacuum", "--client", "1", "--transactions", "1", "--file", file, "--host", "127.0.0.1", "--port",
                "\(administration.port)", "--username", service, Self.copy,
            ], environment: ["PGPASSWORD": password ?? ""])
    }

    /// Where Debian has the programs of the newest server.
    private static func programs() throws -> String {
        let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
        guard let newest = versions.max(by: { (Int($0) ?? 0) < (Int($1) ?? 0) }) else {
            throw RigFault("there is no PostgreSQL in /usr/lib/postgresql: run compose/local/install")
        }
        return "/usr/lib/postgresql/\(newest)/bin"
    }
}

import LoadRig
import Narration
import Postgres

/// (d) The same with a million orders and ten million rows of logs there before, copied from those that there are.
struct GrowthPart {
    let run: BenchRun

    /// Fills the services' tables by sets, and measures batches.
    func measure() async throws {
        let system = run.system
        try await system.stop(RigSystem.services)
        let administration = try await Administration.connect(to: system)
        try await run.progress.during("\(run.scale.grownOrders) orders and \(run.scale.grownEvents) events are made") {
            try await administration.inServicesDatabase { try await grow(in: $0) }
            try await administration.vacuum()
            try await administration.checkpoint()
        }
        await administration.close()
        try await system.start(RigSystem.services)
        try await run.progress.during("what there is is audited for the first time") { try await awaitAudits() }
        try await Rest(programs: system.programs()).wait()
        try await SaturatedPart(run: run).measure(
            "growth.batch", batch: SaturatedPart.batch, ports: [try await system.port(of: "orders")])
    }

    /// What a service has not audited yet it reads once, soon after its start, and not for every order.
    private func awaitAudits() async throws {
        let audited = Gauge("throughtrain_audit_last_run_timestamp_seconds")
        for service in RigSystem.services {
            let port = try await run.system.port(of: service)
            try await wait(for: "\(service) to have audited itself", within: Self.auditLimit, every: .seconds(1)) {
                audited.value(at: port).map { $0 > 0 } ?? false
            }
        }
    }

    private static let auditLimit = Duration.seconds(900)

    private func grow(in connection: PostgresConnection) async throws {
        // What is copied refers to what is copied with it: nothing needs to be looked up for each row.
        try await connection.execute("SET session_replication_role = replica")
        try await connection.execute("SET synchronous_commit = off")
        let orders = try await count("orders.sales_order", in: connection)
        try expect(orders > 0, "there are orders to make more of")
        let copies = max(1, (run.scale.grownOrders + orders - 1) / orders)
        for table in GrownTable.all { try await grow(table, by: copies, in: connection) }
        let delivery = ["orders", "catalogue", "eligibility", "logistics"].flatMap(GrownTable.delivery)
        for table in delivery where !table.isLog { try await grow(table, by: copies, in: connection) }
        var events = 0
        for table in delivery where table.isLog { events += try await count(table.name, in: connection) }
        let copiesOfLog = max(1, (run.scale.grownEvents + events - 1) / max(1, events))
        for table in delivery where table.isLog { try await grow(table, by: copiesOfLog, in: connection) }
    }

    private func count(_ table: String, in connection: PostgresConnection) async throws -> Int {
        let rows = try await connection.query(PostgresQuery(unsafeSQL: "SELECT count(*) FROM \(table)"))
        let counts: [Int64] = try rows.decode(Int64.self)
        return Int(counts.first ?? 0)
    }

    private func grow(_ table: GrownTable, by copies: Int, in connection: PostgresConnection) async throws {
        let name = table.name
        let columns: [String] = try await connection.query(
            """
            SELECT attname::text FROM pg_attribute
            WHERE attrelid = \(name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
            """
        ).decode(String.self)
        try await connection.execute(PostgresQuery(unsafeSQL: table.statement(columns: columns, copies: copies)))
    }
}

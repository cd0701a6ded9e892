internal import Delivery
internal import Postgres

/// Audits one service: what every service must keep, and its own invariants.
struct ServiceAudit<Hosted: HostedService> {
    let hosted: Hosted
    let pool: PostgresPool

    func run() async throws -> AuditReport {
        // One snapshot, so that what a transaction writes together is seen together.
        try await pool.withTransaction(isolation: .repeatableRead, readOnly: true) { transaction in
            let delivery = DeliveryAudit(of: Hosted.name, in: transaction)
            let tallies = try await delivery.tallies()
            let told = tallies.filter { $0.side == .told }.reduce(0) { $0 + $1.events }
            let heard = tallies.filter { $0.side == .heard }.reduce(0) { $0 + $1.events }
            let unrelayed = try await delivery.unrelayed()
            var checks = [
                AuditCheck("versions have no hole", examined: told, breaches: try await delivery.brokenVersions()),
                AuditCheck(
                    "all that was told has left", examined: told,
                    breaches: unrelayed == 0 ? [] : ["\(unrelayed) events wait for the relay"]),
                AuditCheck("nothing is parked", examined: heard, breaches: try await delivery.parked()),
            ]
            checks += try await hosted.audit(in: transaction)
            return AuditReport(
                service: Hosted.name, checks: checks, streams: tallies, publications: Hosted.publications)
        }
    }
}

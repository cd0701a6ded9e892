import Delivery
import Eventing
import Runtime

/// The audit over all services: each one's own, and that everyone heard what was told to them, no more and no less.
struct Reconciliation: Sendable {
    let reports: [AuditReport]
    /// The logs compared with the inboxes.
    let verdict: LedgerVerdict

    /// An audit of what services report.
    init(_ reports: [AuditReport]) {
        self.reports = reports
        verdict = LedgerComparison(reports).verdict()
    }

    /// Audits the services of an instance.
    init(of services: [String], on stage: Stage) async throws {
        var reports: [AuditReport] = []
        for service in services {
            reports.append(try await Self.report(of: service, on: stage))
        }
        self.init(reports)
    }

    private static func report(of service: String, on stage: Stage) async throws -> AuditReport {
        // An audit that finds something exits with 1, and says as much in what it prints.
        let printed: String
        do { printed = try await stage.run(service, ["audit", "--json"]) } catch { printed = "\(error)" }
        guard let start = printed.firstIndex(of: "{"), let end = printed.lastIndex(of: "}") else {
            throw StoryFault("the audit of \(service) printed no report: \(printed)")
        }
        return try AuditReport(decoding: Array(printed[start...end].utf8))
    }

    /// What is wrong, in words; empty when all is well and nothing is on its way.
    var faults: [String] {
        verdict.services.flatMap { service in service.breaches.map { "\(service.name): \($0)" } }
            + verdict.faults
            + verdict.roads.filter { $0.differingHours > 0 }.map {
                "\($0.source): \($0.told) told, \($0.heard) heard by \($0.listener)"
            }
    }

    /// How many events were told, or heard.
    func events(_ side: StreamSide) -> Int {
        reports.reduce(0) { $0 + Int($1.events(side)) }
    }

    /// How many breaches a service's checks of these names found.
    func breaches(of checks: Set<String>, by service: String) -> Int {
        reports.filter { $0.service == service }.flatMap(\.checks).filter { checks.contains($0.name) }
            .reduce(0) { $0 + $1.breaches.count }
    }

    /// How many things a service's check of this name looked at.
    func examined(by check: String, of service: String) -> Int {
        reports.filter { $0.service == service }.flatMap(\.checks).filter { $0.name == check }
            .reduce(0) { $0 + Int($1.examined) }
    }

    /// Whether those of these services that listen to one of them have heard all that it told.
    func isHeard(from teller: String) -> Bool {
        verdict.roads.filter { $0.teller == teller }.allSatisfy { $0.differingHours == 0 }
    }
}

extension Stage {
    /// Waits until nothing is on its way any more, and returns the audit of then. What is still wrong at the limit stays in
    /// its faults.
    func reconcile(_ services: [String]) async throws -> Reconciliation {
        var last = try await Reconciliation(of: services, on: self)
        let deadline = ContinuousClock.now + .seconds(60)
        while !last.faults.isEmpty, ContinuousClock.now < deadline {
            // Five audits in a row would take from the services what they need to come to an end.
            try await Task.sleep(for: .milliseconds(300))
            last = try await Reconciliation(of: services, on: self)
        }
        return last
    }
}

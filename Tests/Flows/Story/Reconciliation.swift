import Foundation

/// The audit over all services: each one's own, and that everyone heard what was told to them, no more and no less.
struct Reconciliation: Sendable {
    /// What one service's `audit --json` prints.
    struct Report: Decodable, Sendable {
        struct Check: Decodable, Sendable {
            let name: String
            let examined: Int
            let breaches: [String]
        }

        struct Stream: Decodable, Sendable {
            let side: String
            let source: String
            let events: Int
            let fingerprint: Int64
        }

        struct Publication: Decodable, Sendable {
            let source: String
            let audience: [String]
        }

        let service: String
        let checks: [Check]
        let streams: [Stream]
        let publications: [Publication]

        func stream(_ side: String, of source: String) -> Stream? {
            streams.first { $0.side == side && $0.source == source }
        }

        /// How many events were told, or heard.
        func events(_ side: String) -> Int {
            streams.filter { $0.side == side }.reduce(0) { $0 + $1.events }
        }
    }

    let reports: [Report]

    /// An audit of what services report.
    init(_ reports: [Report]) {
        self.reports = reports
    }

    /// Audits the services of an instance.
    init(of services: [String], on stage: Stage) async throws {
        var reports: [Report] = []
        for service in services {
            reports.append(try await Self.report(of: service, on: stage))
        }
        self.reports = reports
    }

    private static func report(of service: String, on stage: Stage) async throws -> Report {
        // An audit that finds something exits with 1, and says as much in what it prints.
        let printed: String
        do { printed = try await stage.run(service, ["audit", "--json"]) } catch { printed = "\(error)" }
        guard let start = printed.firstIndex(of: "{"), let end = printed.lastIndex(of: "}") else {
            throw StoryFault("the audit of \(service) printed no report: \(printed)")
        }
        return try JSONDecoder().decode(Report.self, from: Data(printed[start...end].utf8))
    }

    /// What is wrong, in words; empty when all is well.
    var faults: [String] {
        reports.flatMap { report in
            report.checks.flatMap { check in check.breaches.map { "\(report.service): \(check.name): \($0)" } }
        } + differences
    }

    /// Where a teller and a listener do not agree.
    private var differences: [String] {
        reports.flatMap { teller in
            teller.publications.flatMap { publication in
                publication.audience.compactMap { name -> String? in
                    let told = teller.stream("told", of: publication.source)
                    let heard = reports.first { $0.service == name }?.stream("heard", of: publication.source)
                    if told?.events == heard?.events && told?.fingerprint == heard?.fingerprint { return nil }
                    return "\(publication.source): \(told?.events ?? 0) told, \(heard?.events ?? 0) heard by \(name)"
                }
            }
        }
    }

    /// How many events were told, or heard.
    func events(_ side: String) -> Int {
        reports.reduce(0) { $0 + $1.events(side) }
    }

    /// How many breaches a service's checks of these names found.
    func breaches(of checks: Set<String>, by service: String) -> Int {
        reports.filter { $0.service == service }.flatMap(\.checks).filter { checks.contains($0.name) }
            .reduce(0) { $0 + $1.breaches.count }
    }

    /// How many things a service's check of this name looked at.
    func examined(by check: String, of service: String) -> Int {
        reports.filter { $0.service == service }.flatMap(\.checks).filter { $0.name == check }
            .reduce(0) { $0 + $1.examined }
    }
}

extension Stage {
    /// Waits until nothing is on its way any more, and returns the audit of then. What is still wrong at the limit stays in
    /// its faults.
    func reconcile(_ services: [String]) async throws -> Reconciliation {
        var last = try await Reconciliation(of: services, on: self)
        let deadline = ContinuousClock.now + .seconds(60)
        while !last.faults.isEmpty, ContinuousClock.now < deadline {
            last = try await Reconciliation(of: services, on: self)
        }
        return last
    }
}

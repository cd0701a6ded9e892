internal import Eventing

/// A verdict for people: the services, the roads, what is wrong, and what to do.
struct VerdictPage: CustomStringConvertible {
    let verdict: LedgerVerdict

    /// How many events are named at most; `--json` names all.
    static let maximumEvents = 100

    init(_ verdict: LedgerVerdict) {
        self.verdict = verdict
    }

    var description: String {
        ([services, "", roads] + paragraph(named) + ["", conclusion]).joined(separator: "\n")
    }

    private var services: String {
        var table = Table("service", "checks", "breaches", "slowest check")
        for service in verdict.services {
            table.add(
                service.name, "\(service.checks)", "\(service.breaches.count)",
                service.slowest?.firstLine(cutAt: 70) ?? "")
        }
        return "\(table)"
    }

    private var roads: String {
        var table = Table("source", "listener", "told", "heard", "verdict")
        for road in verdict.roads {
            table.add(road.source, road.listener, "\(road.told)", "\(road.heard)", words(of: road))
        }
        return "\(table)"
    }

    private func words(of road: LedgerVerdict.Road) -> String {
        if road.faults > 0 { return "\(road.faults) wrong" }
        if road.unlistedHours > 0 { return "differs" }
        let lost = road.lost > 0 ? ", \(road.lost) lost by a restore" : ""
        let passed = road.passedOver > 0 ? ", \(road.passedOver) dropped before it listened" : ""
        return (road.onTheirWay > 0 ? "ok, \(road.onTheirWay) on their way" : "ok") + lost + passed
    }

    private func paragraph(_ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [""] + lines
    }

    private var named: [String] {
        let breaches = verdict.services.flatMap { service in service.breaches.map { "\(service.name): \($0)" } }
        let faulty = verdict.events.filter { $0.fate != .queued && $0.fate != .waiting }
        let events = faulty.prefix(Self.maximumEvents).map { event in
            let digests = event.fate == .altered ? " (\(event.toldDigest ?? 0), \(event.heardDigest ?? 0))" : ""
            return "\(event.source): \(event.id), \(event.listener): \(event.fate.words)\(digests)"
        }
        let more = faulty.count - events.count
        return breaches + verdict.faults + events + (more > 0 ? ["… and \(more) more; --json names all"] : [])
    }

    private var conclusion: String {
        if !verdict.requests.isEmpty {
            return
                (["to name the events, give these listings too, made in this order with --json:"]
                + verdict.requests.map { "  \($0)" }).joined(separator: "\n")
        }
        guard verdict.isOK else { return "something is wrong: see above" }
        let underWay = verdict.roads.reduce(0) { $0 + $1.onTheirWay }
        return underWay == 0
            ? "all is well: everyone heard what was told to them, no more and no less"
            : "all is well: everyone heard what was told to them, and \(underWay) events are on their way"
    }
}

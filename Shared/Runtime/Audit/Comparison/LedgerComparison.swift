public import Delivery
internal import Eventing
internal import Vocabulary

/// Compares every log with every inbox of its audience, by the reports of the services' audits, and by listings of the hours
/// in which they differ.
public struct LedgerComparison: Sendable {
    private let reports: [AuditReport]
    private let listings: [EventListing]

    /// A comparison of what services report.
    /// - Parameters:
    ///   - reports: the last one of each service counts.
    ///   - listings: of the hours in which an earlier comparison found differences; none at first.
    public init(_ reports: [AuditReport], listings: [EventListing] = []) {
        let last = Dictionary(grouping: reports, by: \.service).compactMap { $0.value.max { $0.at < $1.at } }
        self.reports = last.sorted { $0.service < $1.service }
        self.listings = listings
    }

    /// What is so, and what is not.
    public func verdict() -> LedgerVerdict {
        var verdict = LedgerVerdict(services: reports.map(LedgerVerdict.Service.init))
        for teller in reports {
            for publication in teller.publications {
                for listener in publication.audience {
                    compare(publication.source.description, of: teller, with: listener, into: &verdict)
                }
            }
        }
        nameStrangers(in: &verdict)
        return verdict
    }

    private func compare(
        _ source: String, of teller: AuditReport, with name: String, into verdict: inout LedgerVerdict
    ) {
        guard let listener = reports.first(where: { $0.service == name }) else {
            verdict.faults.append("\(source): \(name) listens, but there is no report of it")
            return
        }
        // A sheet of one day earlier has more hours, which can be added up as the other one's are.
        let horizon = max(teller.byTheHourSince, listener.byTheHourSince)
        let lost = teller.lost.filter { $0.listener == name && $0.told.source == source }.map(\.told)
        let told = TallySheet(teller.streams + lost, byTheHourSince: horizon)
        let heard = TallySheet(listener.streams, byTheHourSince: horizon)
        let (log, inbox) = (TallySheet.Stream(.told, of: source), TallySheet.Stream(.heard, of: source))
        let passed = listener.passedOver.filter { $0.source == source }.reduce(0) { $0 + $1.events }
        let hours = TallySheet.differingHours(told[log], heard[inbox]).filter { hour in
            hour != nil || !Self.isMadeUp(told[log][nil], heard[inbox][nil], by: passed)
        }
        var road = LedgerVerdict.Road(
            source: source, teller: teller.service, listener: name, told: told.events(of: log),
            heard: heard.events(of: inbox), lost: lost.reduce(0) { $0 + $1.events }, passedOver: passed,
            differingHours: Int64(hours.count))
        for hour in hours {
            guard let hour else {
                let (told, heard) = (told[log][nil]?.events ?? 0, heard[inbox][nil]?.events ?? 0)
                verdict.faults.append(
                    "\(source): before \(horizon), \(told) told, \(heard) heard by \(name)"
                        + (passed > 0 ? ", \(passed) passed over" : "") + "; the ids are kept no more")
                continue
            }
            look(into: hour, on: &road, verdict: &verdict)
        }
        verdict.roads.append(road)
    }

    /// Whether what is lacking of all that is old is what was passed over. It counts by number alone, since of what is
    /// dropped from a log nobody knows the identifiers.
    private static func isMadeUp(_ told: TallySheet.Sum?, _ heard: TallySheet.Sum?, by passed: Int64) -> Bool {
        passed > 0 && (told?.events ?? 0) == (heard?.events ?? 0) + passed
    }

    private func look(into hour: Instant, on road: inout LedgerVerdict.Road, verdict: inout LedgerVerdict) {
        let (source, listener) = (road.source, road.listener)
        let listed = listings.filter { $0.source == source && $0.hour == hour }
        let told = listed.filter { $0.side == .told && $0.service == road.teller }
        let heard = listed.filter { $0.side == .heard && $0.service == listener }
        let comparison = HourComparison(of: source, listener: listener, told: told, heard: heard)
        for listing in [told.last, heard.last] { verdict.faults += Self.faults(of: listing) }
        for side in comparison.wanted {
            let request = ListingRequest(
                side == .told ? road.teller : listener, side, of: source, hour: hour)
            if !verdict.requests.contains(request) { verdict.requests.append(request) }
        }
        for difference in comparison.differences {
            verdict.events.append(difference)
            if difference.fate.isFault {
                road.faults += 1
            } else if difference.fate.isOnItsWay {
                road.onTheirWay += 1
            }
        }
        if comparison.differences.isEmpty, !comparison.wanted.isEmpty { road.unlistedHours += 1 }
    }

    /// Rows that agree do not make up for a tally that was made of others.
    private static func faults(of listing: EventListing?) -> [String] {
        guard let listing, let hour = listing.hour, let tallied = listing.tallied, tallied != listing.counted else {
            return []
        }
        return [
            "\(listing.source): of the hour of \(hour) \(listing.service) has counted \(tallied) events, "
                + "and \(listing.counted) are there: `\(listing.service) audit --full` says more"
        ]
    }

    /// Names what was heard of a source that is not told to who heard it.
    private func nameStrangers(in verdict: inout LedgerVerdict) {
        let tellers = Set(reports.map(\.service))
        for listener in reports {
            let sheet = TallySheet(listener.streams, byTheHourSince: listener.byTheHourSince)
            for stream in sheet.streams where stream.side == .heard {
                guard let teller = EventSource(stream.source)?.service else {
                    verdict.faults.append("\(stream.source) is no source, but \(listener.service) heard of it")
                    continue
                }
                if !tellers.contains(teller) {
                    verdict.faults.append("\(stream.source): \(teller) tells, but there is no report of it")
                } else if !verdict.roads.contains(where: {
                    $0.source == stream.source && $0.listener == listener.service
                }) {
                    verdict.faults.append(
                        "\(stream.source): \(sheet.events(of: stream)) heard by \(listener.service), "
                            + "which is not in its audience")
                }
            }
        }
    }
}

public import Eventing
internal import Vocabulary

/// What the listeners of a restored service say that they heard of it.
public struct HeardByOthers: Sendable {
    /// The last version of a subject that a listener heard.
    struct Version: Sendable, Equatable {
        let aggregate: String
        let subject: String
        let version: Int32
    }

    /// An event that a listener remembers.
    struct Occurrence: Sendable, Equatable {
        let listener: String
        let source: String
        let event: HeardEvent
    }

    private(set) var versions: [Version] = []
    private(set) var occurrences: [Occurrence] = []
    /// Who has still to say all of what: the listeners, each with the sources.
    public private(set) var awaited: [String: Set<EventSource>]

    /// Nothing was heard yet.
    /// - Parameters:
    ///   - publications: what the service tells, and to whom.
    ///   - absent: listeners that are not waited for.
    public init(_ publications: [Publication], without absent: Set<String>) {
        awaited = [:]
        for publication in publications {
            for listener in publication.audience where !absent.contains(listener) {
                awaited[listener, default: []].insert(publication.source)
            }
        }
    }

    /// Takes a page of what a listener says.
    mutating func take(_ report: HeardReport, from listener: String) {
        guard awaited[listener]?.contains(report.source) == true else { return }
        versions += report.subjects.map {
            Version(aggregate: report.source.aggregate, subject: $0.subject, version: $0.version)
        }
        occurrences += report.events.map {
            Occurrence(listener: listener, source: report.source.description, event: $0)
        }
        guard report.isLast else { return }
        awaited[listener]?.remove(report.source)
        if awaited[listener]?.isEmpty == true { awaited[listener] = nil }
    }
}

internal import Delivery
internal import Vocabulary

/// What listings tell of one hour in which a listener does not tally with its teller.
///
/// The listings are made one after the other: of the log, of the inbox, of the log again. So what the first one of the log
/// has and the last one of the inbox has not is missing, unless it is on its way; and what the inbox has and no later
/// listing of the log has was never told.
struct HourComparison {
    /// By what the two sides differ.
    private(set) var differences: [EventDifference] = []
    /// The sides to be listed, or listed again, before more can be told.
    private(set) var wanted: [StreamSide] = []

    /// How long an event that lies in no queue may be in a listener's hands: longer than a batch takes to be handled one by
    /// one, each statement having 30 s at most.
    static let patience = Span.seconds(40)

    init(of source: String, listener: String, told: [EventListing], heard: [EventListing]) {
        guard let before = told.min(by: { $0.ended < $1.ended }),
            let inbox = heard.max(by: { $0.began < $1.began })
        else {
            wanted = (told.isEmpty ? [.told] : []) + (heard.isEmpty ? [.heard] : [])
            return
        }
        let heardByID = Dictionary(inbox.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var toldByID = Dictionary(before.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in before.entries {
            let heard = heardByID[entry.id]
            guard let fate = Self.fate(of: entry, in: before, heardAs: heard, in: inbox) else { continue }
            differences.append(
                EventDifference(
                    source: source, listener: listener, id: entry.id, fate: fate, toldDigest: entry.digest,
                    heardDigest: heard?.digest))
        }
        for entry in told.flatMap(\.entries) where toldByID[entry.id] == nil { toldByID[entry.id] = entry }
        // Only a log that is read after the inbox has all that the inbox can have heard.
        let isListedAfter = told.contains { $0.began >= inbox.ended }
        for entry in inbox.entries where toldByID[entry.id] == nil {
            differences.append(
                EventDifference(
                    source: source, listener: listener, id: entry.id, fate: isListedAfter ? .extra : .undecided,
                    heardDigest: entry.digest))
        }
        let undecided = differences.filter { $0.fate == .undecided }
        if undecided.contains(where: { $0.heardDigest == nil }) { wanted.append(.heard) }
        if undecided.contains(where: { $0.heardDigest != nil }) { wanted.append(.told) }
    }

    /// What became of an event of the log; nil if it was heard as it was told.
    private static func fate(
        of entry: EventListing.Entry, in log: EventListing, heardAs heard: EventListing.Entry?,
        in inbox: EventListing
    ) -> EventFate? {
        // What a restore has lost, the listeners that had not heard it pass over.
        if entry.standing == .lost { return heard == nil ? nil : .lost }
        if let heard {
            if heard.digest != entry.digest { return .altered }
            return heard.standing == .parked ? .parked : nil
        }
        if entry.standing == .waiting { return .waiting }
        // Where the queues cannot be seen, nothing can be said to be in none.
        guard inbox.queued == 0 else { return .queued }
        return inbox.began - log.ended < patience ? .undecided : .missing
    }
}

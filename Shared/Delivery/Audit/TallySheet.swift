public import Vocabulary

/// Tallies that are added up: how much of each stream there is in each hour.
public struct TallySheet: Sendable, Equatable {
    /// What is added up apart.
    public struct Stream: Sendable, Hashable {
        /// Whether it was told or heard.
        public var side: StreamSide
        /// The CloudEvents source.
        public var source: String

        /// Names a side of a source.
        public init(_ side: StreamSide, of source: String) {
            self.side = side
            self.source = source
        }
    }

    /// How much there is.
    public struct Sum: Sendable, Equatable {
        /// How many events.
        public var events: Int64
        /// Their identifiers and digests, folded.
        public var fingerprint: Int64

        static let nothing = Sum(events: 0, fingerprint: 0)

        mutating func add(_ other: Sum) {
            events += other.events
            fingerprint ^= other.fingerprint
        }
    }

    private var sums: [Stream: [Instant?: Sum]] = [:]

    /// Has nothing yet.
    public init() {}

    /// Adds tallies up.
    /// - Parameter horizon: what lies before it is added up without its hour. Two sheets can be compared when they have the
    ///   same.
    public init(_ tallies: [StreamTally], byTheHourSince horizon: Instant) {
        for tally in tallies { add(tally, byTheHourSince: horizon) }
    }

    /// Adds a tally.
    public mutating func add(_ tally: StreamTally, byTheHourSince horizon: Instant) {
        let hour = tally.hour.flatMap { $0 < horizon ? nil : $0 }
        sums[Stream(tally.side, of: tally.source), default: [:]][hour, default: .nothing]
            .add(Sum(events: tally.events, fingerprint: tally.fingerprint))
    }

    /// How much there is of a stream, by the hour.
    public subscript(_ stream: Stream) -> [Instant?: Sum] {
        sums[stream] ?? [:]
    }

    /// How many events there are of a stream.
    public func events(of stream: Stream) -> Int64 {
        self[stream].values.reduce(0) { $0 + $1.events }
    }

    /// The streams, in a stable order.
    public var streams: [Stream] {
        sums.keys.sorted { ($0.side.rawValue, $0.source) < ($1.side.rawValue, $1.source) }
    }

    /// The tallies, in a stable order.
    public var tallies: [StreamTally] {
        streams.flatMap { stream in
            Self.sorted(self[stream].keys).map { hour in
                let sum = self[stream][hour] ?? .nothing
                return StreamTally(
                    side: stream.side, source: stream.source, hour: hour, events: sum.events,
                    fingerprint: sum.fingerprint)
            }
        }
    }

    /// The hours in which two sides do not have the same, the earliest first.
    public static func differingHours(_ left: [Instant?: Sum], _ right: [Instant?: Sum]) -> [Instant?] {
        sorted(Set(left.keys).union(right.keys).filter { left[$0] ?? .nothing != right[$0] ?? .nothing })
    }

    private static func sorted(_ hours: some Sequence<Instant?>) -> [Instant?] {
        hours.sorted { ($0?.milliseconds ?? .min) < ($1?.milliseconds ?? .min) }
    }
}

internal import Eventing
internal import Postgres
internal import Vocabulary

/// A part of an answer: events that are still there, and, where they leave a hole, what is gone.
enum RefillPiece: Sendable, Equatable {
    case events([LoggedEvent])
    case gone([GoneVersions])

    /// Its events.
    var events: [LoggedEvent] {
        if case .events(let events) = self { events } else { [] }
    }

    /// Divides what was asked of one subject into what is there and what is not, in the order of the versions.
    /// - Parameters:
    ///   - found: the events that are there of it, in order.
    ///   - lost: which of its versions a restore has cost.
    ///   - kept: the last of its versions that was kept when its day was dropped; 0 if none was. It, and those kept before
    ///     it, say what holds of all that was dropped earlier.
    static func divide(
        _ asked: MissingVersions, found: [LoggedEvent], lost: [ClosedRange<Int32>], kept: Int32 = 0
    ) -> [RefillPiece] {
        var pieces: [RefillPiece] = []
        var next = asked.from
        for event in found {
            let version = event.envelope.subjectVersion
            pieces += holes(of: asked.subject, from: next, upTo: version, lost: lost, kept: kept)
            pieces.append(.events([event]))
            next = version + 1
        }
        return joined(pieces + holes(of: asked.subject, from: next, upTo: asked.to + 1, lost: lost, kept: kept))
    }

    private static func holes(
        of subject: String, from first: Int32, upTo end: Int32, lost: [ClosedRange<Int32>], kept: Int32
    ) -> [RefillPiece] {
        var gone: [GoneVersions] = []
        for version in first..<max(first, end) {
            let cause: GoneCause =
                lost.contains { $0.contains(version) } ? .lost : version < kept ? .superseded : .dropped
            if let last = gone.last, last.cause == cause {
                gone[gone.count - 1].versions.to = version
            } else {
                gone.append(GoneVersions(MissingVersions(of: subject, from: version, to: version), cause))
            }
        }
        return gone.isEmpty ? [] : [.gone(gone)]
    }

    /// Puts together what can travel together.
    static func joined(_ pieces: [RefillPiece]) -> [RefillPiece] {
        pieces.reduce(into: []) { joined, piece in
            switch (joined.last, piece) {
            case (.events(let before), .events(let events)): joined[joined.count - 1] = .events(before + events)
            case (.gone(let before), .gone(let gone)) where before.count + gone.count <= maximumListLength:
                joined[joined.count - 1] = .gone(before + gone)
            default: joined.append(piece)
            }
        }
    }
}

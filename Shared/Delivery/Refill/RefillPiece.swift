internal import Eventing
internal import Postgres
internal import Vocabulary

/// A part of an answer with versions of subjects: the events that the log has, and, where it has a hole, what is gone.
enum RefillPiece: Sendable, Equatable {
    case events([LoggedEvent])
    case gone([GoneVersions])

    /// Divides what was asked of one subject into what is there and what is not, in the order of the versions.
    /// - Parameters:
    ///   - kept: the events that the log has of it, in order.
    ///   - lost: which of its versions a restore has cost.
    static func divide(_ asked: MissingVersions, kept: [LoggedEvent], lost: [ClosedRange<Int32>]) -> [RefillPiece] {
        var pieces: [RefillPiece] = []
        var next = asked.from
        for event in kept {
            let version = event.envelope.subjectVersion
            pieces += holes(of: asked.subject, from: next, upTo: version, lost: lost)
            pieces.append(.events([event]))
            next = version + 1
        }
        return joined(pieces + holes(of: asked.subject, from: next, upTo: asked.to + 1, lost: lost))
    }

    private static func holes(
        of subject: String, from first: Int32, upTo end: Int32, lost: [ClosedRange<Int32>]
    ) -> [RefillPiece] {
        var gone: [GoneVersions] = []
        for version in first..<max(first, end) {
            let cause = lost.contains { $0.contains(version) } ? GoneCause.lost : .dropped
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

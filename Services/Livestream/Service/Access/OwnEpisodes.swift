internal import LivestreamDomain
internal import Runtime
internal import Vocabulary

extension Caller {
    /// Refuses an episode that other presenters present. That it is there, everybody may know.
    func expect(_ episode: Episode) throws(Problem) {
        guard role != .presenter || isOne(of: episode.presenterIDs) else {
            throw Problem(
                403, "out-of-scope", "episode \(episode.id) is presented by others: ask one of them, or the platform")
        }
    }

    /// Refuses presenters whom somebody names who presents, and is none of them.
    /// - Parameter field: what names them.
    func expect(presenters: [UUIDv7], field: String) throws(Problem) {
        guard role != .presenter || isOne(of: presenters) else {
            throw Problem(
                403, "out-of-scope", "the token is of another presenter than these: name its own", field: field)
        }
    }

    /// Whose episodes a report shows: a presenter's own; nil for everybody's.
    var presenterShown: String? { role == .presenter ? subject.lowercased() : nil }
}

import LivestreamDomain
import Testing
import Vocabulary

/// Every pair of state and command, each given at a time and with what it needs for its guards to hold.
@Suite("Episode: the state table")
struct EpisodeStateTableTests {
    struct Row: Hashable {
        let from: EpisodeState
        let command: EpisodeCommand
    }

    private static let allowed: [Row: EpisodeState] = [
        Row(from: .scheduled, command: .reschedule): .scheduled,
        Row(from: .scheduled, command: .cancel): .cancelled,
        Row(from: .scheduled, command: .cancelUnstarted): .cancelled,
        Row(from: .scheduled, command: .start): .live,
        Row(from: .live, command: .loseStream): .live,
        Row(from: .live, command: .regainStream): .live,
        Row(from: .live, command: .end): .ended,
        Row(from: .live, command: .endWithoutStream): .ended,
        Row(from: .ended, command: .countAudience): .ended,
        Row(from: .ended, command: .attachRecording): .ended,
    ]

    @Test(
        "each command is allowed where the table has a row, and refused elsewhere",
        arguments: EpisodeState.allCases, EpisodeCommand.allCases)
    func row(from: EpisodeState, command: EpisodeCommand) throws {
        let before = try Sample.episode(from)
        var episode = before
        if let expected = Self.allowed[Row(from: from, command: command)] {
            #expect(try perform(command, on: &episode) != [])
            #expect(episode.state == expected)
        } else {
            #expect(throws: EpisodeRefusal.notInState(command, from)) { try perform(command, on: &episode) }
            #expect(episode == before)
        }
    }

    private func perform(_ command: EpisodeCommand, on episode: inout Episode) throws -> [EpisodeFact] {
        let (start, end) = (episode.period.start, episode.period.end)
        return switch command {
        case .reschedule:
            try episode.reschedule(
                from: start + .minutes(30), to: end + .minutes(30), on: nil, slots: [], engagements: [], at: start)
        case .cancel: try episode.cancel(at: start)
        case .cancelUnstarted: try episode.cancelUnstarted(at: start + .hours(2))
        case .start: try episode.start(by: Sample.presenterID, at: start)
        case .loseStream: try episode.loseStream(at: start)
        case .regainStream: try episode.regainStream(at: start)
        case .end: try episode.end(at: end)
        case .endWithoutStream: try episode.endWithoutStream(at: end + .hours(2))
        case .countAudience:
            try episode.count(
                Audience(episodeID: episode.id, viewers: HyperLogLog(), peak: 0), at: end)
        case .attachRecording:
            try episode.attach(.init(id: Sample.id(20), mediaKey: "key", duration: .hours(2)), at: end)
        }
    }
}

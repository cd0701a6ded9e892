internal import ArgumentParser
internal import EligibilityDomain
internal import EligibilityService
internal import Vocabulary

/// How a village voted.
struct VoteOptions: ParsableArguments {
    @Option(help: "How many voted for them.")
    var votesFor: Int

    @Option(help: "How many voted against them.")
    var votesAgainst = 0

    @Option(help: "The SHA-256 digest of the minutes, 64 hexadecimal digits.")
    var minutes: ContentDigest

    @Option(name: .customLong("appraiser"), help: "Who appraised; give it once for each.")
    var appraisers: [String]

    var vote: VillageVote {
        VillageVote(
            votesFor: votesFor, votesAgainst: votesAgainst, minutes: minutes, appraisers: appraisers.map(Actor.init))
    }
}

internal import ArgumentParser
internal import EligibilityService
internal import Runtime
internal import Vocabulary

/// `reviews`: what the figures suggest to look into.
struct ReviewsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reviews", abstract: "List the households that the figures suggest to look into.",
        discussion: """
            On the 1st of a month households whose income has changed are measured anew. What is suggested is for officers to \
            decide.

            eligibility reviews --county 522728
            """)

    @OptionGroup var scope: CountyOptions

    @OptionGroup var columns: ColumnOptions
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let list = try await options.read { service, _, transaction in
            try await service.suggestedReviews(in: scope.county, in: transaction)
        }
        var table = Table("token", "village", "suggested", "since", "assessment")
        for review in list.reviews {
            table.add(
                review.token.description, review.village.description, review.kind, review.suggestedAt.description,
                review.assessmentID.description)
        }
        try options.print(list, table, columns)
    }
}

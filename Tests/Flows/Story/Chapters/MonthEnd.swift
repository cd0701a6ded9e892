import Foundation
import Vocabulary

/// The month is over: what households earned by sales counts, the register measures them anew, and those that may fall
/// into poverty are watched. The episode's share of the sales is known.
struct MonthEndChapter {
    let stage: Stage
    /// What orders say was sold.
    let sales: SalesReport

    /// What the month came to.
    struct Outcome: Sendable {
        /// How many households are entitled to help.
        let registered: Int
        /// How many are watched from now on.
        let watched: Int
        /// What was sold in the episode and delivered, in fen.
        let episodeFen: Int64
    }

    /// Plays it.
    func play() async throws -> Outcome {
        let income = try await ask(RegisterReport.self, "eligibility", "report")
        try expect(
            income.registeredSalesFen == sales.total.toRegisteredFen,
            "the register has on file what registered households are owed, \(sales.total.toRegisteredFen) fen, "
                + "and not \(income.registeredSalesFen)")
        let episodeFen = try await attributedToEpisodes()
        let watched = try await watchThoseAtRisk()
        return Outcome(registered: income.registered, watched: watched, episodeFen: episodeFen)
    }

    /// Waits for the month's review, and has everybody watched whom it suggests to watch.
    private func watchThoseAtRisk() async throws -> Int {
        let firstOfAugust = try day("2019-08-01")
        try await stage.setTime(firstOfAugust.start + .hours(9))
        // Whoever sold something is measured in one review, so that one suggestion means that all are there.
        var atRisk: [String] = []
        try await stage.wait("the review of the month's incomes") {
            atRisk = try await ask(ReviewList.self, "eligibility", "reviews").reviews
                .filter { $0.kind == "raise-risk" }.map(\.token)
            return !atRisk.isEmpty
        }
        _ = try await stage.run(
            "eligibility",
            ["monitor", "raise-risk", "--actor", "township.inspector"] + atRisk.flatMap { ["--token", $0] })
        return atRisk.count
    }

    private func attributedToEpisodes() async throws -> Int64 {
        let report = try await ask(RevenueReport.self, "livestream", "report")
        for brand in CatalogueChapter.brands {
            try expect(
                report.revenue.contains { $0.county == brand.county && $0.attributedFen > 0 },
                "the episode brought \(brand.name.en) something")
        }
        return report.revenue.reduce(0) { $0 + $1.attributedFen }
    }

    private func ask<Answer: Decodable>(
        _: Answer.Type, _ service: String, _ arguments: String...
    ) async throws -> Answer {
        try await stage.ask(Answer.self, service, arguments)
    }

    private func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw StoryFault("\(text) is no day") }
        return day
    }
}

// MARK: - Answers

private struct RegisterReport: Decodable {
    struct County: Decodable {
        let registered: Int
        let registeredSalesFen: Int64

        enum CodingKeys: String, CodingKey {
            case registered
            case registeredSalesFen = "registered_sales_income_fen"
        }
    }

    let counties: [County]

    var registered: Int { counties.reduce(0) { $0 + $1.registered } }
    var registeredSalesFen: Int64 { counties.reduce(0) { $0 + $1.registeredSalesFen } }
}

private struct ReviewList: Decodable {
    struct Review: Decodable {
        let token: String
        let kind: String
    }

    let reviews: [Review]
}

private struct RevenueReport: Decodable {
    struct Entry: Decodable {
        let county: String
        let attributedFen: Int64

        enum CodingKeys: String, CodingKey {
            case county
            case attributedFen = "attributed_fen"
        }
    }

    let revenue: [Entry]
}

import Foundation
import Vocabulary

/// The register is filled: households of four counties are enrolled, appraised, published, reviewed and registered.
///
/// An objection against one of them is upheld, and its village rejects it. Everything is done by the command line, as
/// officers do it, with the simulated clock moved past the publicities.
struct EligibilityChapter {
    let stage: Stage

    /// A county's households as they stand at the end of the chapter.
    struct CountyRegister: Sendable {
        /// Those that are entitled to help.
        var registered: [ListedHousehold] = []
        /// Those that are not.
        var others: [ListedHousehold] = []
    }

    /// A household, and where it lives.
    struct ListedHousehold: Decodable, Sendable {
        let token: String
        let village: String
        let state: String

        var county: String { String(village.prefix(6)) }
    }

    /// Plays it, and returns what the register says of each county.
    func play() async throws -> [String: CountyRegister] {
        try await designateCounties()
        try await enrol()
        try await appraise()
        try await objectToOne()
        try await review()
        return try await readRegister()
    }

    private func designateCounties() async throws {
        try await stage.setTime(morning("2019-03-01"))
        let list = "State Council's list of 592 key counties, 2012-03-19"
        for county in RollCounty.all {
            try await run(
                "designation", "set", county.code, county.isOnNationalList ? "national" : "none",
                "--from", "2012-03-19", "--source", county.isOnNationalList ? list : "not on the \(list)",
                "--actor", "county.office")
        }
    }

    private func enrol() async throws {
        try await stage.setTime(morning("2019-03-04"))
        let roll = HouseholdRoll(seed: 2019)
        let file = try stage.write(roll.csv, to: "households.csv")
        let report = try await ask(ImportReport.self, "household", "import", file, "--actor", "enrolment.team")
        try expect(report.imported == 240, "240 households are imported, not \(report.imported)")
    }

    private func appraise() async throws {
        try await stage.setTime(morning("2019-03-05"))
        let found = try await ask(AssessmentReport.self, "assess", "--all", "--actor", "enrolment.team")
        try expect(found.met == HouseholdRoll.poor, "\(HouseholdRoll.poor) meet the rules, not \(found.met)")
        try await run(
            "appraise", "for", "--all", "--votes-for", "31", "--votes-against", "2",
            "--minutes", String(repeating: "5e", count: 32), "--appraiser", "village.committee",
            "--actor", "village.clerk")
        try await run(
            "appraise", "against", "--all", "--reason", "not below the line, or nothing is lacking",
            "--actor", "village.clerk")
        try await stage.setTime(morning("2019-03-06"))
        try await run("publish", "--all", "--actor", "village.clerk")
    }

    private func objectToOne() async throws {
        try await stage.setTime(morning("2019-03-08"))
        let hanging = try await households("--county", "520526", "--state", "first-publicity", "--limit", "1")
        guard let token = hanging.first?.token else { throw StoryFault("nobody in Weining hangs in publicity") }
        let raised = try await ask(
            ObjectionRaised.self, "object", token, "--grounds", "runs a shop in the town", "--actor", "a.neighbour")
        try await stage.setTime(morning("2019-03-09"))
        try await run(
            "decide-objection", token, raised.objectionID, "--uphold", "--reason", "the shop was seen",
            "--actor", "township.inspector")
        try await run(
            "appraise", "against", "--token", token, "--reason", "runs a shop in the town", "--actor", "village.clerk")
    }

    private func review() async throws {
        try await passPublicity("first-publicity", on: "2019-03-14")
        try await run("review", "approve", "--level", "township", "--all", "--actor", "township.office")
        try await passPublicity("second-publicity", on: "2019-03-22")
        try await run("review", "approve", "--level", "county", "--all", "--actor", "county.office")
        try await stage.setTime(morning("2019-03-28"))
        try await run("register", "--all", "--announced-on", "2019-03-26", "--actor", "county.registrar")
    }

    /// Moves the clock past a publicity's last day, and waits until the service has ended it.
    private func passPublicity(_ state: String, on day: String) async throws {
        try await stage.setTime(morning(day))
        try await stage.wait("the end of the \(state)") {
            try await households("--state", state, "--limit", "1").isEmpty
        }
    }

    private func readRegister() async throws -> [String: CountyRegister] {
        var counties: [String: CountyRegister] = [:]
        for household in try await households("--limit", "1000") {
            if household.state == "registered" {
                counties[household.county, default: CountyRegister()].registered.append(household)
            } else {
                counties[household.county, default: CountyRegister()].others.append(household)
            }
        }
        let registered = counties.values.reduce(0) { $0 + $1.registered.count }
        // One was sent back on an objection.
        try expect(registered == HouseholdRoll.poor - 1, "\(HouseholdRoll.poor - 1) are registered, not \(registered)")
        return counties
    }
}

// MARK: - The command line

extension EligibilityChapter {
    private struct ImportReport: Decodable { let imported: Int }
    private struct AssessmentReport: Decodable { let met: Int }
    private struct HouseholdPage: Decodable { let households: [ListedHousehold] }

    private struct ObjectionRaised: Decodable {
        let objectionID: String

        enum CodingKeys: String, CodingKey {
            case objectionID = "objection_id"
        }
    }

    private func households(_ options: String...) async throws -> [ListedHousehold] {
        try await ask(HouseholdPage.self, ["household", "list"] + options).households
    }

    private func run(_ arguments: String...) async throws {
        _ = try await stage.run("eligibility", arguments)
    }

    private func ask<Answer: Decodable>(_ answer: Answer.Type, _ arguments: String...) async throws -> Answer {
        try await ask(answer, arguments)
    }

    private func ask<Answer: Decodable>(_: Answer.Type, _ arguments: [String]) async throws -> Answer {
        try await stage.ask(Answer.self, "eligibility", arguments)
    }

    /// Nine o'clock in Asia/Shanghai.
    private func morning(_ day: String) throws -> Instant {
        guard let day = Day(day) else { throw StoryFault("\(day) is no day") }
        return day.start + .hours(9)
    }
}

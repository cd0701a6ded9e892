internal import Foundation

/// Fills the register: all households of all counties go the whole way from their enrolment to the register.
struct MarketRegister {
    let system: RigSystem
    /// How many of each county.
    let households: Int

    /// The tokens of the registered households, by county.
    func fill() async throws -> [String: [String]] {
        try system.setTime("2019-03-04T01:00:00Z")
        let file = try system.write(MarketRoll(households: households).csv, to: "households.csv")
        try await system.run("eligibility", ["household", "import", file, "--actor", "enrolment.team"])
        try await eachCounty("assess", "--actor", "enrolment.team")
        try await eachCounty(
            "appraise", "for", "--votes-for", "31", "--votes-against", "2", "--minutes",
            String(repeating: "5e", count: 32), "--appraiser", "village.committee", "--actor", "village.clerk")
        try system.setTime("2019-03-06T01:00:00Z")
        try await eachCounty("publish", "--actor", "village.clerk")
        try await passPublicity("first-publicity", until: "2019-03-14T01:00:00Z")
        try await eachCounty("review", "approve", "--level", "township", "--actor", "township.office")
        try await passPublicity("second-publicity", until: "2019-03-22T01:00:00Z")
        try await eachCounty("review", "approve", "--level", "county", "--actor", "county.office")
        try system.setTime("2019-03-28T01:00:00Z")
        try await eachCounty("register", "--announced-on", "2019-03-26", "--actor", "county.registrar")
        return try await readRegister()
    }

    /// Moves the time past the notices' last day, and waits until the service has taken them down.
    private func passPublicity(_ state: String, until instant: String) async throws {
        try system.setTime(instant)
        try await wait(for: "the end of the \(state)", within: .seconds(60), every: .milliseconds(200)) {
            try await list(["--state", state, "--limit", "1"]).isEmpty
        }
    }

    private func readRegister() async throws -> [String: [String]] {
        var register: [String: [String]] = [:]
        for scope in scopes {
            let page = try await list(["--state", "registered", "--limit", "1000"] + scope)
            register.merge(Dictionary(grouping: page, by: \.county).mapValues { $0.map(\.token) }) { $0 + $1 }
        }
        for county in MarketCounty.all {
            let count = register[county.code]?.count ?? 0
            try expect(count == households, "\(households) of \(county.code) are registered, not \(count)")
        }
        return register
    }

    private func eachCounty(_ words: String...) async throws {
        for scope in scopes { try await system.run("eligibility", words + ["--all"] + scope) }
    }

    /// What one command works through: all households, or as many as are of one county.
    private var scopes: [[String]] {
        let counties = MarketCounty.all
        let isFew = households * counties.count <= Self.mostAtOnce
        return isFew ? [[]] : counties.map { ["--county", $0.code] }
    }

    private static let mostAtOnce = 1000

    private func list(_ options: [String]) async throws -> [HouseholdPage.Entry] {
        try await system.ask(HouseholdPage.self, "eligibility", ["household", "list"] + options).households
    }
}

private struct HouseholdPage: Decodable {
    struct Entry: Decodable {
        let token: String
        let village: String

        var county: String { String(village.prefix(6)) }
    }

    let households: [Entry]
}

import Foundation

/// Fills the register: all households of all counties go the whole way from their enrolment to the register.
struct MarketRegister {
    let system: BenchSystem
    /// How many of each county.
    let households: Int

    /// The tokens of the registered households, by county.
    func fill() async throws -> [String: [String]] {
        try system.setTime("2019-03-04T01:00:00Z")
        for county in MarketCounty.all {
            let file = try system.write(
                MarketRoll(county: county, households: households).csv, to: "households-\(county.code).csv")
            try await run("household", "import", file, "--actor", "enrolment.team")
        }
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
            try await list("--state", state, "--limit", "1").isEmpty
        }
    }

    private func readRegister() async throws -> [String: [String]] {
        var register: [String: [String]] = [:]
        for county in MarketCounty.all {
            let tokens = try await list("--county", county.code, "--state", "registered", "--limit", "1000")
            try expect(
                tokens.count == households, "\(households) of \(county.code) are registered, not \(tokens.count)")
            register[county.code] = tokens
        }
        return register
    }

    private func eachCounty(_ words: String...) async throws {
        for county in MarketCounty.all {
            try await system.run("eligibility", words + ["--all", "--county", county.code])
        }
    }

    private func run(_ words: String...) async throws {
        try await system.run("eligibility", words)
    }

    private func list(_ options: String...) async throws -> [String] {
        try await system.ask(HouseholdPage.self, "eligibility", ["household", "list"] + options).households
            .map(\.token)
    }
}

private struct HouseholdPage: Decodable {
    struct Entry: Decodable {
        let token: String
    }

    let households: [Entry]
}

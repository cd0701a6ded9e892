import Foundation
import LocalScripts
import Passes
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("The published HTTP interfaces", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(60)))
struct OpenAPIWalkTests {
    /// How many requests each operation gets at most, unless `THROUGHTRAIN_EXAMPLES` says another number. With more than
    /// these, bounds and samples of every parameter are tried too.
    private static let usualExamples = 5

    @Test("answer whatever is sent to them as their documents say, and never that the service failed")
    func walk() async throws {
        let examples =
            ProcessInfo.processInfo.environment["THROUGHTRAIN_EXAMPLES"].flatMap(Int.init) ?? Self.usualExamples
        try await playing("walk", migrated: Play.services, running: Play.services) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            try await stage.scripts.run("venv", [])
            let tokens = try stage.write(try self.tokens(on: stage), to: "walk-tokens.json")
            for service in Play.services {
                try await walk(service, examples, tokens: tokens, on: stage)
                try await expectLetIn(at: try await stage.api(service))
            }
        }
    }

    /// - Throws: what the walker found, each with the request by which it is seen again.
    private func walk(_ service: String, _ examples: Int, tokens: String, on stage: Stage) async throws {
        let root = URL(fileURLWithPath: stage.scripts.folder).deletingLastPathComponent().deletingLastPathComponent()
        let phases = examples > Self.usualExamples ? "examples,coverage,fuzzing" : "fuzzing"
        // It leaves notes where it runs.
        try await Shell(on: stage).run(
            """
            export SCHEMATHESIS_HOOKS=tokens_by_role PYTHONPATH='\(root.path)/Tests/Flows/Walk' PYTHONDONTWRITEBYTECODE=1
            export WALK_TOKENS='\(tokens)'
            '\(root.path)/.run/venv/bin/schemathesis' run '\(root.path)/docs/contracts/\(service).openapi.json' \
                --url '\(try await stage.api(service).url)' \
                --checks not_a_server_error,status_code_conformance,content_type_conformance,\
            response_headers_conformance,response_schema_conformance \
                --phases \(phases) --max-examples \(examples) --seed 1 --continue-on-failure --request-timeout 30 \
                --suppress-health-check all --generation-database none --warnings off --no-color
            """)
    }

    /// A walker whom nobody lets in would find nothing wrong.
    private func expectLetIn(at api: ServiceAPI) async throws {
        let metrics = String(decoding: try await api.send("GET", "/metrics").body, as: UTF8.self)
        let isLetIn = metrics.split(separator: "\n").contains { line in
            line.hasPrefix("throughtrain_http_request_seconds_count") && line.contains(#"status="200""#)
                && !line.contains("/health/") && !line.contains("/metrics")
        }
        #expect(isLetIn, "nobody was answered 200")
    }

    /// A token of each role, as far as it can reach.
    private func tokens(on stage: Stage) throws -> String {
        let passes = try PassDesk(instanceFolder: stage.folder)
        var tokens: [String: String] = [:]
        for role in Role.allCases {
            let scope = Scope(partner: role.bound == .partner ? UUIDv7.make() : nil)
            tokens[role.rawValue] = try passes.token(of: Caller("walker", as: role, within: scope))
        }
        return String(decoding: try JSONEncoder().encode(tokens), as: UTF8.self)
    }
}

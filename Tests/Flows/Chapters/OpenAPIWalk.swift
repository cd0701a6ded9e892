import Foundation
import LocalScripts
import Passes
import Runtime
import Testing
import Vocabulary

@testable import Story

/// A walk over every operation of every published HTTP interface, on an instance on which the story was played: whatever is
/// asked is answered as the documents say, and never that the service failed.
struct OpenAPIWalk {
    let stage: Stage

    /// How many requests each operation gets at most, unless `THROUGHTRAIN_EXAMPLES` says another number. With more than
    /// these, bounds and samples of every parameter are tried too.
    private static let usualExamples = 6

    /// Those first that tell what the others are asked for.
    private static let services = ["logistics", "catalogue", "orders", "eligibility", "livestream"]

    /// - Returns: the paths by which the operations were answered 200, by operation: `GET /orders/{id}`.
    /// - Throws: what the walker found, each with the request by which it is seen again.
    func walk() async throws -> [String: String] {
        try await stage.scripts.run("venv", [])
        let tokens = try stage.write(try tokens(), to: "walk-tokens.json")
        for service in Self.services { try await walk(service, tokens: tokens) }
        return try expectAllFound()
    }

    private func walk(_ service: String, tokens: String) async throws {
        let root = URL(fileURLWithPath: stage.scripts.folder).deletingLastPathComponent().deletingLastPathComponent()
        let examples =
            ProcessInfo.processInfo.environment["THROUGHTRAIN_EXAMPLES"].flatMap(Int.init) ?? Self.usualExamples
        let phases = examples > Self.usualExamples ? "examples,coverage,fuzzing" : "fuzzing"
        // It leaves notes where it runs.
        try await Shell(on: stage).run(
            """
            export SCHEMATHESIS_HOOKS=walker PYTHONPATH='\(root.path)/Tests/Flows/Walk' PYTHONDONTWRITEBYTECODE=1
            export WALK_TOKENS='\(tokens)' WALK_TOLD='\(stage.folder)/walk-told.json' WALK_FOUND='\(found)'
            '\(root.path)/.run/venv/bin/schemathesis' run '\(root.path)/docs/contracts/\(service).openapi.json' \
                --url '\(try await stage.api(service).url)' \
                --checks not_a_server_error,status_code_conformance,content_type_conformance,\
            response_headers_conformance,response_schema_conformance \
                --phases \(phases) --max-examples \(examples) --seed 1 --continue-on-failure --request-timeout 30 \
                --suppress-health-check all --generation-database none --warnings off --no-color
            """)
    }

    /// Where the walker says by which paths the operations have been answered 200.
    private var found: String { "\(stage.folder)/walk-found.json" }

    /// A walker whom nobody lets in, or who asks for nothing that there is, would find nothing wrong.
    private func expectAllFound() throws -> [String: String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: found))
        let found = try JSONDecoder().decode([String: String].self, from: data)
        for service in Self.services {
            let queries = try PublishedRoutes(of: service).routes.filter { $0.method == "GET" }
            let missing = Set(queries.map(\.operation)).subtracting(found.keys)
            #expect(missing == [], "what there is of \(service) was never told")
        }
        return found
    }

    /// A token of each role, as far as it can reach.
    private func tokens() throws -> String {
        let passes = try PassDesk(instanceFolder: stage.folder)
        var tokens: [String: String] = [:]
        for role in Role.allCases {
            let scope = Scope(partner: role.bound == .partner ? UUIDv7.make() : nil)
            tokens[role.rawValue] = try passes.token(of: Caller("walker", as: role, within: scope))
        }
        return String(decoding: try JSONEncoder().encode(tokens), as: UTF8.self)
    }
}

import Foundation
import Passes
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Commands over HTTP, to a catalogue of its own", .enabled(if: LiveServers.arePresent), .serialized)
struct IdempotencyTests {
    @Test("A command is done once for each key of its actor and route", .timeLimit(.minutes(3)))
    func once() async throws {
        try await withStand { stand in
            let pavilion = try await stand.openPavilion(key: "first")
            let peaches = Stand.product("peach", of: pavilion)
            #expect(try await stand.published() == 0)

            try await stand.expectProblem(
                400, "idempotency-key-missing", field: "Idempotency-Key",
                try await stand.publish(peaches, key: nil))
            #expect(try await stand.published() == 0)

            // The route is a part of the key: the pavilion was opened with this one too.
            let first = try await stand.publish(peaches, key: "first")
            #expect(first.status == 201)
            #expect(try await stand.publish(peaches, key: "first") == first)
            #expect(try await stand.published() == 1)

            try await stand.expectProblem(
                422, "idempotency-key-reused", field: "Idempotency-Key",
                try await stand.publish(Stand.product("plum", of: pavilion), key: "first"))
            #expect(try await stand.published() == 1)

            let others = try await stand.publish(peaches, key: "first", as: "li.county")
            #expect(others.status == 201)
            #expect(others.body != first.body)
            #expect(try await stand.published() == 2)

            let answers = try await withThrowingTaskGroup(of: ServiceAPI.Answer.self) { group in
                for _ in 0..<16 { group.addTask { try await stand.publish(peaches, key: "at once") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count == 16)
            #expect(answers.allSatisfy { $0.status == 201 && $0 == answers[0] })
            #expect(try await stand.published() == 3)
        }
    }

    @Test("What cannot be done is answered as a problem, leaves nothing, and spends no key", .timeLimit(.minutes(3)))
    func problems() async throws {
        try await withStand { stand in
            let pavilion = try await stand.openPavilion(key: "pavilion")
            let peaches = Stand.product("peach", of: pavilion)
            func refuse(
                _ body: String, _ status: UInt, _ code: String, field: String?,
                _ location: SourceLocation = #_sourceLocation
            ) async throws {
                try await stand.expectProblem(
                    status, code, field: field, try await stand.publish(body, key: "spoiled"), location)
            }
            try await refuse(String(peaches.dropLast()), 400, "malformed", field: nil)
            try await refuse("", 400, "malformed", field: nil)
            try await refuse("{}", 400, "malformed", field: "products")
            try await refuse(#"{"products":"peach"}"#, 400, "malformed", field: "products")
            try await refuse(
                peaches.replacing(#""goods_class":"fruit","#, with: ""), 400, "malformed",
                field: "products.goods_class")
            try await refuse(
                peaches.replacing(#""perishable":true"#, with: #""perishable":"yes""#), 400, "malformed",
                field: "products.perishable")
            try await refuse(
                String(repeating: " ", count: 1024 * 1024) + peaches, 413, "body-too-long", field: nil)
            // U+0000 is a character of JSON, but of no text in the database.
            try await refuse(
                peaches.replacing("peach", with: #"pea\u0000ch"#), 400, "malformed", field: "products.name.en")
            try await refuse(
                Stand.product("peach", of: UUIDv7.make().description), 422, "unknown", field: "pavilion")
            try await stand.expectProblem(
                400, "idempotency-key-missing", field: "Idempotency-Key",
                try await stand.publish(peaches, key: String(repeating: "k", count: 201)))
            #expect(try await stand.published() == 0)
            #expect(try await stand.publish(peaches, key: "spoiled").status == 201)
            #expect(try await stand.published() == 1)

            try await stand.expectProblem(404, "no-such-route", field: nil, try await stand.api.get("/nowhere"))
            try await stand.expectProblem(
                404, "not-found", field: nil, try await stand.api.get("/products/\(UUIDv7.make())"))
            try await stand.expectProblem(
                400, "malformed", field: "id", try await stand.api.get("/products/peach"))

            for (path, expected) in [
                ("/health/live", #""status":"live""#), ("/health/ready", #""status":"ready""#),
                ("/metrics", "throughtrain_events_published"),
            ] {
                let answer = try await stand.api.get(path)
                #expect(answer.status == 200)
                #expect(String(decoding: answer.body, as: UTF8.self).contains(expected))
            }
        }
    }

    /// Runs a test on a catalogue with fresh servers.
    private func withStand(_ body: (Stand) async throws -> Void) async throws {
        try await playing("http-api", migrated: ["catalogue"], running: ["catalogue"]) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            try await body(Stand(stage: stage, api: try await stage.api("catalogue")))
        }
    }
}

/// A county's stand, whose catalogue is told by HTTP what it sells.
private struct Stand {
    let stage: Stage
    let api: ServiceAPI

    private struct IDs: Decodable { let ids: [String] }

    private struct ProblemDetails: Decodable {
        let type: String
        let status: UInt
        let detail: String
        let field: String?
    }

    func openPavilion(key: String) async throws -> String {
        let body = """
            {"pavilions":[{"county":"341321","name":{"zh":"砀山馆","en":"Dangshan pavilion"},
            "operator":"\(UUIDv7.make())"}]}
            """
        let answer = try await api.post("/pavilions", bytes: Array(body.utf8), key: key, as: .officer("wang.county"))
        return try #require(try answer.decode(IDs.self).ids.first)
    }

    static func product(_ name: String, of pavilion: String) -> String {
        """
        {"products":[{"kind":"agricultural","name":{"zh":"桃","en":"\(name)"},"county":"341321",
        "pavilion":"\(pavilion)","sub_platforms":[],"sold_by":"g",
        "unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"fruit","perishable":true,
        "shelf_days":20,"tax_class":"produce","floor":{"fen":500,"per":"500g"},
        "listings":[{"price":{"fen":640,"per":"500g"},"from":"2019-01-01T00:00:00.000Z"}],"options":[]}]}
        """
    }

    func publish(_ body: String, key: String?, as officer: String = "wang.county") async throws -> ServiceAPI.Answer {
        try await api.post("/products", bytes: Array(body.utf8), key: key, as: .officer(officer))
    }

    /// How many products the catalogue has told of.
    func published() async throws -> Int {
        try await stage.run(
            "catalogue", ["audit", "--list", "told", "--source", "/throughtrain/catalogue/product"]
        ).split(separator: "\n").count
    }

    func expectProblem(
        _ status: UInt, _ code: String, field: String?, _ answer: ServiceAPI.Answer,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(answer.status == status, sourceLocation: location)
        try #require(answer.contentType == "application/problem+json", sourceLocation: location)
        let problem = try JSONDecoder().decode(ProblemDetails.self, from: Data(answer.body))
        #expect(problem.status == status, sourceLocation: location)
        #expect(problem.type == "/problems/\(code)", sourceLocation: location)
        #expect(problem.field == field, sourceLocation: location)
        #expect(!problem.detail.isEmpty, sourceLocation: location)
    }
}

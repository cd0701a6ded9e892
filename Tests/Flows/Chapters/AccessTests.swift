import Foundation
import Passes
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Who may do what, over HTTP and by commands", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct AccessTests {
    @Test(
        "a county's officer reaches that county; keys come and go while the service runs; without a token nobody is let in"
    )
    func counties() async throws {
        try await playing("access", migrated: ["catalogue"], running: ["catalogue"]) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            let api = try await stage.api("catalogue")
            try await overHTTP(api)
            try await floor(api)
            try await byCommands(stage)
            try await byAnotherKey(stage, api)
        }
    }

    private func overHTTP(_ api: ServiceAPI) async throws {
        let own = try officer(of: "341321")
        let stranger = try officer(of: "522728")
        let refused = try await open("341321", at: api, as: stranger)
        #expect(refused.status == 403)
        #expect(String(decoding: refused.body, as: UTF8.self).contains("/problems/out-of-scope"))
        #expect(try await open("341321", at: api, as: own).status == 201)
        let wrongRole = try await open("341321", at: api, as: .buyer("nobody"))
        #expect(wrongRole.status == 403)
        #expect(String(decoding: wrongRole.body, as: UTF8.self).contains("/problems/role-not-admitted"))

        let entry = #"{"producers":[{"kind":"household","token":"\#(Token.make())","county":"341321"}]}"#
        let registered = try await api.post("/producers", bytes: Array(entry.utf8), key: "producer", as: own)
        #expect(registered.status == 201, "\(String(decoding: registered.body, as: UTF8.self))")
        #expect(try await producers(at: api, as: own) == 1)
        #expect(try await producers(at: api, as: stranger) == 0)
        #expect(try await api.get("/producers?county=341321", as: stranger).status == 403)
        #expect(try await api.get("/producers?county=341321", as: .operating("li")).status == 200)

        for authorization in [nil, "Basic bGk6eA==", "Bearer", "Bearer nonsense"] {
            let headers = authorization.map { ["Authorization": $0] } ?? [:]
            #expect(try await api.send("GET", "/products", headers: headers).status == 401)
        }
        for path in ["/health/live", "/health/ready", "/metrics"] {
            #expect(try await api.send("GET", path).status == 200)
        }
    }

    /// Who asks for a floor does not set it: the names are those of the tokens.
    private func floor(_ api: ServiceAPI) async throws {
        let (asks, decides) = (try officer(of: "341321"), try officer(of: "341321", named: "wang.prices"))
        let pavilion = try await open("341321", at: api, as: asks).decode(IDs.self).ids[0]
        let sheet = """
            {"products":[{"kind":"agricultural","name":{"zh":"桃","en":"Peach"},"county":"341321","pavilion":"\(pavilion)",
            "sub_platforms":[],"sold_by":"g","unit":{"net_g":500,"gross_g":540,"volume_ml":900},"goods_class":"fruit",
            "perishable":true,"shelf_days":9,"tax_class":"produce","floor":{"fen":900,"per":"500g"},"listings":[],
            "options":[]}]}
            """
        let product = try await send("/products", sheet, to: api, as: asks).decode(IDs.self).ids[0]
        let asked = #"{"product_id":"\#(product)","floor":{"fen":950,"per":"500g"},"grounds":"fodder is dear"}"#
        let appeal = try await send("/floor-appeals", asked, to: api, as: asks).decode(IDs.self).ids[0]
        for role in [Role.countyOfficer, .reviewer] {
            let same = Caller(asks.subject, as: role, within: asks.scope)
            let refused = try await send("/floor-appeals/\(appeal)/grant", #"{"reason":"so be it"}"#, to: api, as: same)
            #expect(refused.status == 422)
            #expect(String(decoding: refused.body, as: UTF8.self).contains("/problems/decided-by-appellant"))
        }
        let granted = try await send("/floor-appeals/\(appeal)/grant", #"{"reason":"it is"}"#, to: api, as: decides)
        #expect(granted.status == 200, "\(String(decoding: granted.body, as: UTF8.self))")
    }

    private func send(
        _ path: String, _ body: String, to api: ServiceAPI, as caller: Caller
    ) async throws -> ServiceAPI.Answer {
        try await api.post(path, bytes: Array(body.utf8), key: UUIDv7.make().description, as: caller)
    }

    private struct IDs: Decodable { let ids: [String] }

    /// A command's token reaches as far as a request's; who is on the host says in which role they act.
    private func byCommands(_ stage: Stage) async throws {
        let sheet = try stage.write(pavilion(of: "341321"), to: "pavilion.json")
        let passes = try PassDesk(instanceFolder: stage.folder)
        let stranger = try stage.write(passes.token(of: officer(of: "522728")), to: "stranger.token")
        let own = try stage.write(passes.token(of: officer(of: "341321")), to: "own.token")
        let open = ["pavilion", "open", sheet]
        for (arguments, said) in [
            (["--token-file", stranger], "not of county 522728"),
            (["--actor", "li", "--role", "buyer"], "county-officer"),
            ([], "--token-file"), (["--token-file", own, "--actor", "li"], "neither"),
            (["--token-file", "\(stage.folder)/nowhere"], "cannot be read"),
        ] {
            let failure = await #expect(throws: (any Error).self) {
                _ = try await stage.run("catalogue", open + arguments)
            }
            #expect("\(String(describing: failure))".contains(said), "\(arguments)")
        }
        _ = try await stage.run("catalogue", open + ["--token-file", own])
        _ = try await stage.run("catalogue", open + ["--actor", "li"])
    }

    private func byAnotherKey(_ stage: Stage, _ api: ServiceAPI) async throws {
        let key = "\(stage.folder)/secrets/second-\(UUIDv7.make()).key"
        let set = "\(stage.folder)/secrets/tokens.jwks"
        let before = try String(contentsOfFile: set, encoding: .utf8)
        _ = try await stage.run("eligibility", ["token", "make-key", "--key-file", key, "--keys-file", set])
        let token = try await stage.run(
            "eligibility",
            ["token", "issue", "--key-file", key, "--subject", "zhao", "--role", "county-officer", "--every-county"]
        ).split(separator: "\n").last.map(String.init)
        let headers = ["Authorization": "Bearer \(try #require(token))"]
        #expect(try await api.send("GET", "/products", headers: headers).status == 200)
        try before.write(toFile: set, atomically: true, encoding: .utf8)
        #expect(try await api.send("GET", "/products", headers: headers).status == 401)
        #expect(try await api.get("/products", as: .officer("zhao")).status == 200)
    }

    // MARK: - What is sent

    private struct Producers: Decodable {
        struct Entry: Decodable {}

        let producers: [Entry]
    }

    private func producers(at api: ServiceAPI, as caller: Caller) async throws -> Int {
        try await api.get("/producers", as: caller).decode(Producers.self).producers.count
    }

    private func officer(of county: String, named name: String = "zhao.county") throws -> Caller {
        let code = try #require(DivisionCode(county))
        return Caller(name, as: .countyOfficer, within: Scope(county: code))
    }

    private func open(_ county: String, at api: ServiceAPI, as caller: Caller) async throws -> ServiceAPI.Answer {
        try await api.post(
            "/pavilions", bytes: Array(pavilion(of: county).utf8), key: UUIDv7.make().description, as: caller)
    }

    private func pavilion(of county: String) -> String {
        """
        {"pavilions":[{"county":"\(county)","name":{"zh":"馆","en":"Pavilion"},"operator":"\(UUIDv7.make())"}]}
        """
    }
}

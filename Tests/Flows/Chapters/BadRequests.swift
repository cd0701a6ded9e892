import Foundation
import Passes
import Runtime
import Vocabulary

@testable import Story

/// Requests that a service must refuse, made of its published routes, and what is wrong with its answers.
struct BadRequests {
    let service: String
    let api: ServiceAPI
    /// Who calls the route that is looked at: one who may.
    private var caller: Caller?
    private(set) var faults: [String] = []

    init(to service: String, at api: ServiceAPI) {
        self.service = service
        self.api = api
    }

    private struct Problem: Decodable {
        let type: String
        let title: String
        let status: UInt
        let detail: String
        let field: String?
    }

    /// Sends all of them.
    mutating func send() async throws {
        let routes = try PublishedRoutes(of: service).routes
        if routes.isEmpty { faults.append("\(service) publishes no routes") }
        for route in routes {
            caller = route.caller
            try await sendElsewhere(of: route)
            if route.method == "GET" { try await ask(route) } else { try await command(route) }
        }
        try await expect([404], "GET", "/nowhere")
    }

    // MARK: - Routes

    /// What is wrong whatever the route does.
    private mutating func sendElsewhere(of route: PublishedRoutes.Route) async throws {
        for method in ["PUT", "DELETE", "PATCH"] {
            let answer = try await expect([405], method, route.path)
            if answer.allow?.contains(route.method) != true {
                faults.append("\(method) \(route.path): Allow is \(answer.allow ?? "not there")")
            }
        }
        if let wrong = route.wrongPath, route.method == "GET" {
            try await expect([400, 404], "GET", wrong.path, field: wrong.field)
        }
    }

    private mutating func ask(_ route: PublishedRoutes.Route) async throws {
        try await expect([406], "GET", route.path, ["Accept": "text/html"], field: "Accept")
        for parameter in route.query {
            try await expect([400], "GET", "\(route.path)?\(parameter)=peach", field: parameter)
        }
    }

    private mutating func command(_ route: PublishedRoutes.Route) async throws {
        guard let example = route.example else { return }
        let json = ["Content-Type": "application/json", "Idempotency-Key": "bad"]
        func with(_ name: String, _ value: String?) -> [String: String] {
            var headers = json
            headers[name] = value
            return headers
        }
        guard route.isCommand else {
            // An outside party is turned away before its words are looked at.
            try await expect([401], "POST", route.path, json, example)
            return
        }
        try await expect([415], "POST", route.path, with("Content-Type", "text/csv"), example, field: "Content-Type")
        try await expect([406], "POST", route.path, with("Accept", "text/html"), example, field: "Accept")
        try await expect(
            [400], "POST", route.path, with("Idempotency-Key", nil), example, field: "Idempotency-Key")
        for text in ["", "buy", "17", "[]", #""text""#, String(decoding: example.dropLast(), as: UTF8.self)] {
            try await expect([400], "POST", route.path, json, Array(text.utf8))
        }
        if let first = route.required.first {
            try await expect([400], "POST", route.path, json, Array("{}".utf8), field: first)
        }
        // Of a partner's orders each is taken or refused by itself.
        for member in route.required where !route.path.hasSuffix("/imports") {
            try await expect([400], "POST", route.path, json, try spoiled(example, member), field: member)
        }
    }

    /// The example, one of whose members is a list of lists.
    private func spoiled(_ example: [UInt8], _ member: String) throws -> [UInt8] {
        var body = try JSONSerialization.jsonObject(with: Data(example)) as? [String: Any] ?? [:]
        body[member] = [[true]]
        return Array(try JSONSerialization.data(withJSONObject: body))
    }

    // MARK: - Answers

    /// Sends a request, and sees that it is refused as a problem that names the field.
    @discardableResult
    private mutating func expect(
        _ statuses: [Int], _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: [UInt8] = [],
        field: String? = nil
    ) async throws -> ServiceAPI.Answer {
        var headers = headers
        if let caller { headers["Authorization"] = "Bearer \(try api.passes.token(of: caller))" }
        let answer = try await api.send(method, path, headers: headers, body)
        headers["Authorization"] = nil
        let said = String(decoding: answer.body, as: UTF8.self)
        let what = "\(service): \(method) \(path) \(headers) \(String(decoding: body.prefix(200), as: UTF8.self))"
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body))
        guard statuses.contains(answer.status), answer.contentType == "application/problem+json", let problem,
            problem.status == answer.status, !problem.detail.isEmpty
        else {
            faults.append("\(what) is answered \(answer.status) \(answer.contentType) \(said)")
            return answer
        }
        // What lies in a list is named by the list: `lots.quantity`.
        if let field, problem.field.map({ $0 == field || $0.hasPrefix("\(field).") }) != true {
            faults.append("\(what) does not name \(field): \(said)")
        }
        return answer
    }
}

extension PublishedRoutes.Route {
    /// Somebody who may call it.
    fileprivate var caller: Caller? {
        roles.first.flatMap(Role.init).map { Caller("bad.requests", as: $0, within: Scope(partner: Self.nobody)) }
    }

    /// The identifier that stands in each path.
    private static let nobody = UUIDv7("0190163d-8694-739b-aea5-966c26f8ad91")
}

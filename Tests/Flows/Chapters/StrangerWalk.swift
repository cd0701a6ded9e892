import Foundation
import Passes
import Runtime
import Vocabulary

@testable import Story

/// Asks for all that there is, and commands what a query shows by its id, in each role that is bound to something, as somebody
/// whose none of it is: of another county, of another partner, or who ordered and presents nothing.
struct StrangerWalk {
    let stage: Stage
    /// By which path each query was answered 200, where something was there: `GET /orders/{id}`.
    let found: [String: String]

    /// What is told to whoever is let in, wherever they are: what an alleviation day sold is published, and a clerk takes the
    /// payment of whoever stands at the counter and says which order it is for.
    private static let toldToAll: [String: Set<Role>] = [
        "GET /days/{day}": Set(Role.allCases), "POST /orders/{id}/payments": [.stationClerk],
    ]

    /// What came of it.
    struct Outcome {
        var asked = 0
        /// What a stranger was told or let do.
        var faults: [String] = []
    }

    /// Asks everything once in each role.
    func walk() async throws -> Outcome {
        var outcome = Outcome()
        for service in Play.services {
            let api = try await stage.api(service)
            for route in try PublishedRoutes(of: service).routes {
                // What every role may see is nobody's.
                guard route.roles.count < Role.allCases.count, let path = path(of: route) else { continue }
                let knowing = Self.toldToAll[route.operation] ?? []
                for role in route.roles.compactMap(Role.init)
                where role.bound != .everything && !knowing.contains(role) {
                    let answer = try await ask(route, at: path, of: api, as: stranger(role))
                    outcome.asked += 1
                    guard !isNothing(answer, route) else { continue }
                    let said = String(decoding: answer.body.prefix(200), as: UTF8.self)
                    outcome.faults.append(
                        "\(service): \(route.method) \(path) answers a strange \(role) \(answer.status) \(said)")
                }
            }
        }
        return outcome
    }

    /// Where something is: of a query the path that was found; of a command the thing that a query found, and what is done to it.
    private func path(of route: PublishedRoutes.Route) -> String? {
        if route.method == "GET" { return found[route.operation] }
        let things = found.filter { query, _ in
            query.hasSuffix("}") && route.template.hasPrefix("\(query.dropFirst("GET ".count))/")
        }
        guard let thing = things.max(by: { $0.key.count < $1.key.count }) else { return nil }
        let deed = route.path.split(separator: "/").dropFirst(thing.value.split(separator: "/").count)
        return ([thing.value] + deed.map(String.init)).joined(separator: "/")
    }

    private func ask(
        _ route: PublishedRoutes.Route, at path: String, of api: ServiceAPI, as caller: Caller
    ) async throws -> ServiceAPI.Answer {
        guard route.method != "GET" else { return try await api.get(path, as: caller) }
        return try await api.post(path, bytes: route.example ?? [], key: UUIDv7.make().description, as: caller)
    }

    private func stranger(_ role: Role) throws -> Caller {
        let name = role == .buyer ? Token.make().description : UUIDv7.make().description
        let scope =
            switch role.bound {
            case .county: Scope(county: DivisionCode("110101"))
            case .partner: Scope(partner: .make())
            case .themselves, .everything: Scope()
            }
        return Caller(name, as: role, within: scope)
    }

    /// Whether an answer is that it is not theirs or not there, or a list of nothing.
    private func isNothing(_ answer: ServiceAPI.Answer, _ route: PublishedRoutes.Route) -> Bool {
        if [403, 404].contains(answer.status) { return true }
        guard answer.status == 200, route.method == "GET", !route.namesOne else { return false }
        let members = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        return members.map { $0.values.contains { $0 is [Any] } && isNothing($0) } ?? false
    }

    /// Whether a value counts nothing and lists nothing.
    private func isNothing(_ value: Any) -> Bool {
        switch value {
        case let list as [Any]: list.isEmpty
        case let members as [String: Any]: members.values.allSatisfy(isNothing)
        default: (value as? NSNumber) == 0
        }
    }
}

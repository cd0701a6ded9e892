import CatalogueService
import EligibilityService
import Eventing
import Foundation
import LivestreamService
import Logging
import LogisticsService
import OrdersService
import Testing
import Vocabulary

@testable import Runtime

@Suite("Every route of every service")
struct RouteAccessTests {
    @Test("lets in every role that it needs, no other one, and nobody without a token")
    func walk() async throws {
        let office = try await Office()
        var called = 0
        for walk in office.walks {
            for route in walk.routes {
                guard let need = route.need else {
                    #expect(route.isNotification, "\(walk.service) \(route.words) has another proof")
                    continue
                }
                let nobody = try await walk.call(route, with: nil)
                #expect(nobody.status == 401, "\(walk.service) \(route.words)")
                #expect(nobody.challenge == #"Bearer realm="throughtrain""#)
                let forged = try await walk.call(route, with: office.forged)
                #expect(forged.status == 401, "\(walk.service) \(route.words)")
                #expect(forged.challenge?.contains("invalid_token") == true)
                for role in Role.allCases {
                    let answer = try await walk.call(route, with: office.token(of: role))
                    let expected = need.roles.contains(role) ? 406 : 403
                    #expect(answer.status == expected, "\(role) on \(walk.service) \(route.words)")
                    called += 1
                }
            }
        }
        #expect(called > 500, "the walk is a long one")
    }

    @Test("is for some role, and none but a public one is for all")
    func sensible() async throws {
        let office = try await Office()
        for walk in office.walks {
            #expect(!walk.routes.isEmpty)
            for route in walk.routes {
                guard let need = route.need, need == .anyRole else { continue }
                #expect(route.way == .query, "\(walk.service) \(route.words) is for everybody")
            }
        }
    }
}

/// Somebody of each role, and the services that they call.
private struct Office {
    let walks: [RouteWalk]
    let forged: String
    private let tokens: [Role: String]

    init() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("office-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (known, unknown) = (folder.appendingPathComponent("known.key").path, folder.path + "/unknown.key")
        try TokenIssuer.makeKey(known)
        try TokenIssuer.makeKey(unknown)
        let issuer = try TokenIssuer(keyFile: known)
        let keys = folder.appendingPathComponent("keys.jwks")
        try Data(try PublicJWKSet([issuer.publicKey]).encoded()).write(to: keys)
        let reader = TokenReader(keysFile: keys.path, trusting: TokenAuthority(), logger: Logger(label: "office"))
        try await reader.readKeys()
        tokens = try Dictionary(
            uniqueKeysWithValues: Role.allCases.map { role in
                let scope = Scope(partner: role == .partner ? .make() : nil)
                return (role, try issuer.token(for: Caller("somebody", as: role, within: scope), life: 600))
            })
        forged = try TokenIssuer(keyFile: unknown).token(for: Caller("nobody", as: .operator), life: 600)
        walks = [
            RouteWalk(CatalogueService.self, letting: reader), RouteWalk(EligibilityService.self, letting: reader),
            RouteWalk(LivestreamService.self, letting: reader), RouteWalk(LogisticsService.self, letting: reader),
            RouteWalk(OrdersService.self, letting: reader),
        ]
    }

    func token(of role: Role) -> String? { tokens[role] }
}

extension RouteDescription {
    fileprivate var isNotification: Bool {
        if case .notification = way { true } else { false }
    }
}

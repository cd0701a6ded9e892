import TestSupport
import Testing

@testable import Runtime

@Suite("Asking others over HTTP", .timeLimit(.minutes(1)))
struct OutgoingRequestTests {
    @Test("sends method, headers and body, and gives back whatever is answered")
    func exchange() async throws {
        let server = try ScriptedServer { _ in .status(418, headers: ["Allow: BREW"]) }
        defer { server.stop() }
        let request = OutgoingRequest("BREW", server.url + "/pot", headers: ["Milk": "none"], body: Array("tea".utf8))
        let answer = try await request.answer(within: .seconds(10))
        #expect(answer.status == 418 && answer.header("allow") == "BREW")
        let received = try #require(server.received.first)
        #expect(received.head.first == "BREW /pot HTTP/1.1")
        #expect(received.header("milk") == "none" && received.body == Array("tea".utf8))
    }

    @Test("takes no for an answer when its credentials are not enough")
    func unauthorized() async throws {
        let server = try ScriptedServer { _ in .status(401, headers: ["WWW-Authenticate: Basic realm=\"broker\""]) }
        defer { server.stop() }
        #expect(try await OutgoingRequest("GET", server.url).answer(within: .seconds(10)).status == 401)
        #expect(server.received.count == 1)
    }

    @Test("waits no longer than it may, and says why there is no answer")
    func silence() async throws {
        let server = try ScriptedServer { _ in .silence }
        defer { server.stop() }
        await #expect(throws: OutgoingRequestFault.self) {
            _ = try await OutgoingRequest("GET", server.url).answer(within: .seconds(1))
        }
        await #expect {
            _ = try await OutgoingRequest("GET", "http://127.0.0.1:1").answer(within: .seconds(10))
        } throws: { error in
            "\(error)".contains("refused")
        }
    }

    @Test("is given up when its task is")
    func cancellation() async throws {
        let server = try ScriptedServer { _ in .silence }
        defer { server.stop() }
        let asking = Task { try await OutgoingRequest("GET", server.url).answer(within: .seconds(60)).status }
        #expect(await eventually { server.received.count == 1 })
        asking.cancel()
        await #expect(throws: OutgoingRequestFault.self) { _ = try await asking.value }
    }
}

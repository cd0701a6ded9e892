import Foundation
import Passes
import Runtime
import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("What a caller may take of a service over HTTP", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(5)))
struct HTTPLimitsTests {
    private static let settings = [
        "THROUGHTRAIN_HTTP_CONNECTIONS": "8", "THROUGHTRAIN_HTTP_REQUEST_SECONDS": "2",
        "THROUGHTRAIN_HTTP_HEADER_BYTES": "4096", "THROUGHTRAIN_HTTP_REQUESTS_PER_SECOND": "20",
    ]

    @Test(
        "is bounded: bodies, headers, the time that a request takes to come, connections, and requests of each caller")
    func limits() async throws {
        try await playing(
            "http-limits", migrated: ["catalogue"], running: ["catalogue"], settings: Self.settings
        ) { stage in
            try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
            let url = try await stage.api("catalogue").url
            let passes = try PassDesk(instanceFolder: stage.folder)
            let token = try passes.token(of: .operating("li"))
            try longBody(url, try passes.token(of: .officer("zhao")))
            try manyHeaders(url, token)
            try await slowRequests(url, token)
            try await manyConnections(url, token)
            try await manyRequests(url, token, try passes.token(of: .operating("wang")))
        }
    }

    private func head(_ method: String, _ path: String, _ token: String, _ more: String = "") -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token)\r\n\(more)"
    }

    private func longBody(_ url: String, _ token: String) throws {
        let connection = try RawConnection(url: url)
        let length = 1024 * 1024 + 1
        let headers = "Content-Type: application/json\r\nIdempotency-Key: long\r\nContent-Length: \(length)\r\n\r\n"
        connection.send(head("POST", "/products", token, headers) + String(repeating: " ", count: length))
        let answer = try #require(try connection.answer())
        #expect(answer.status == 413)
        #expect(answer.body.contains("/problems/body-too-long"))
    }

    private func manyHeaders(_ url: String, _ token: String) throws {
        for flood in [
            (0..<300).map { "X-Flood-\($0): 1\r\n" }.joined(), "X-Flood: \(String(repeating: "1", count: 100_000))\r\n",
        ] {
            let connection = try RawConnection(url: url)
            connection.send(head("GET", "/products", token, flood))
            let answer = try #require(try connection.answer(), "no answer to a flood of headers")
            #expect(answer.status == 431)
            #expect(answer.head.contains("application/problem+json") && answer.head.contains("connection: close"))
            #expect(answer.body.contains("/problems/headers-too-long"))
            while connection.receive(milliseconds: 10_000) {}
            #expect(connection.isClosed)
        }
    }

    /// A byte now and then keeps no connection open.
    private func slowRequests(_ url: String, _ token: String) async throws {
        let body = "Content-Type: application/json\r\nIdempotency-Key: slow\r\nContent-Length: 1000\r\n\r\n"
        for (beginning, drop) in [
            ("GET /products HTTP/1.1\r\nHost: test\r\n", "X: 1\r\n"), (head("POST", "/products", token, body), " "),
        ] {
            let connection = try RawConnection(url: url)
            connection.send(beginning)
            let isClosed = await eventually(within: .seconds(20), pausing: .milliseconds(100)) {
                connection.send(drop)
                connection.receive(milliseconds: 1)
                return connection.isClosed
            }
            #expect(isClosed, "\(beginning) is waited for in vain")
        }
        // One that is idle between two requests is no slow one.
        let connection = try RawConnection(url: url)
        for _ in 0..<2 {
            connection.send(head("GET", "/products", token, "\r\n"))
            #expect(try connection.answer()?.status == 200)
            #expect(!connection.receive(milliseconds: 2500) && !connection.isClosed)
        }
    }

    /// Those beyond the limit wait until one is closed; then they are served.
    private func manyConnections(_ url: String, _ token: String) async throws {
        var open: [RawConnection] = []
        for _ in 0..<8 {
            let connection = try RawConnection(url: url)
            connection.send(head("GET", "/health/live", token, "\r\n"))
            // Connections of those who looked whether the service is there may still be open.
            if try connection.answer(milliseconds: 1000) != nil { open.append(connection) }
        }
        let late = try RawConnection(url: url)
        late.send(head("GET", "/health/live", token, "\r\n"))
        #expect(try late.answer(milliseconds: 300) == nil, "\(open.count) connections are open")
        open = []
        #expect(try late.answer()?.status == 200)
    }

    private func manyRequests(_ url: String, _ token: String, _ other: String) async throws {
        let connection = try RawConnection(url: url)
        var refused: RawConnection.Answer?
        for _ in 0..<200 where refused == nil {
            connection.send(head("GET", "/products", token, "\r\n"))
            let answer = try #require(try connection.answer())
            if answer.status != 200 { refused = answer }
        }
        let refusal = try #require(refused, "200 requests were answered at once")
        #expect(refusal.status == 429)
        #expect(refusal.head.contains("retry-after: 1"))
        #expect(refusal.body.contains("/problems/too-many-requests"))
        connection.send(head("GET", "/products", other, "\r\n"))
        #expect(try connection.answer()?.status == 200, "another caller is not held up")
        let isServed = try await eventually(pausing: .milliseconds(100)) {
            connection.send(head("GET", "/products", token, "\r\n"))
            return try connection.answer()?.status == 200
        }
        #expect(isServed, "who waits is served again")
    }
}

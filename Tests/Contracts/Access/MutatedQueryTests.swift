import Eventing
import HTTPTypes
import Hummingbird
import NIOCore
import Seeds
import Testing
import Vocabulary

@testable import Runtime

@Suite("A query that was spoilt on its way")
struct MutatedQueryTests {
    private static let route = RouteDescription(
        .query, "/consignments", "", for: nil,
        with: [.codes("state", ["accepted", "delivered"], ""), .id("order", "")] + .page("before"), body: nil,
        answer: nil, status: 200)
    private static let corpus = [
        "state=accepted&order=01a228aa-85ae-7b98-9213-244432afad2c&limit=20",
        "before=01a228aa-85ae-7b98-9213-244432afad2c&limit=1000&state=%64elivered",
        "limit=1&limit=2&&=&state=&before",
    ].map { Array($0.utf8) }

    @Test("asks for a page that a list has, or is refused by the name of what is wrong with it")
    func queries() async throws {
        var (asked, refused) = (0, 0)
        try await forEachMutation(of: Self.corpus) { bytes in
            let arguments = Self.arguments(in: String(decoding: bytes, as: UTF8.self))
            do throws(Problem) {
                let page = try Page(arguments, "before")
                let order = try arguments.queryID("order")
                try Self.expect(page, order, arguments)
                asked += 1
            } catch {
                try demand(error.status == 400 && ["before", "limit", "order"].contains(error.field), "\(error)")
                refused += 1
            }
        }
        #expect(asked > 100 && refused > 100, "\(asked) were asked, and \(refused) refused")
    }

    private static func arguments(in query: String) -> RequestArguments {
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/consignments?\(query)"),
            body: RequestBody(buffer: ByteBuffer()))
        return RequestArguments(request, .fromNowhere(), of: route, by: Caller("wei", as: .operator))
    }

    /// What was read is within its bounds, and what it was read from.
    private static func expect(_ page: Page, _ order: UUIDv7?, _ arguments: RequestArguments) throws(Problem) {
        let isBounded = (1...Int64(maximumListLength)).contains(page.limit)
        let isSame = order?.description == arguments.query("order")?.lowercased()
        guard isBounded, isSame else { throw Problem(500, "misread", "\(page) for \(order.debugDescription)") }
    }
}

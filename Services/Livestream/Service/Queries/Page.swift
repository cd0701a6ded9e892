internal import Eventing
internal import Runtime
public import Vocabulary

/// Which part of a list is asked for.
public struct Page: Sendable {
    /// What comes before this one, which was the last of the page before; nil for the first page.
    public let before: UUIDv7?
    /// How many at most.
    public let limit: Int64

    /// Asks for a page; nil if it would hold nothing, or too much.
    public init?(before: UUIDv7? = nil, limit: Int64 = 100) {
        guard (1...Int64(maximumListLength)).contains(limit) else { return nil }
        self.before = before
        self.limit = limit
    }

    /// The page that a request asks for by `before` and `limit`.
    init(_ arguments: RequestArguments) throws(Problem) {
        let limit = try arguments.limit()
        guard let page = Page(before: try arguments.queryID("before"), limit: limit) else {
            throw Problem(400, "malformed", "limit takes 1 to \(maximumListLength)", field: "limit")
        }
        self = page
    }
}

extension RequestArguments {
    fileprivate func limit() throws(Problem) -> Int64 {
        guard let text = query("limit") else { return 100 }
        guard let limit = Int64(text) else { throw Problem(400, "malformed", "limit is not a number", field: "limit") }
        return limit
    }
}

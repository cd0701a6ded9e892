internal import Eventing
public import Vocabulary

/// Which part of a list is asked for.
public struct Page: Sendable {
    /// The last one of the page before this; nil for the first page.
    public let last: UUIDv7?
    /// How many at most.
    public let limit: Int64

    /// Asks for a page; nil if it would hold nothing, or too much.
    public init?(last: UUIDv7? = nil, limit: Int64 = 100) {
        guard (1...Int64(maximumListLength)).contains(limit) else { return nil }
        self.last = last
        self.limit = limit
    }

    /// The page that a request asks for by `limit` and the last one that it has.
    /// - Parameter name: the parameter that names that one: `before` in lists that go from the newest to the oldest,
    ///   `after` in others.
    public init(_ arguments: RequestArguments, _ name: String) throws(Problem) {
        let limit = arguments.query("limit").map { Int64($0) ?? 0 } ?? 100
        guard let page = Page(last: try arguments.queryID(name), limit: limit) else {
            throw Problem(400, "malformed", "limit takes 1 to \(maximumListLength)", field: "limit")
        }
        self = page
    }
}

internal import Eventing
internal import Runtime
public import Vocabulary

/// Which part of a list is asked for; lists go by their ids, the oldest first.
public struct Page: Sendable {
    /// The last one of the page before this; nil for the first page.
    public let after: UUIDv7?
    /// How many at most.
    public let limit: Int64

    /// Asks for a page; nil if it would hold nothing, or too much.
    public init?(after: UUIDv7? = nil, limit: Int64 = 100) {
        guard (1...Int64(maximumListLength)).contains(limit) else { return nil }
        self.after = after
        self.limit = limit
    }

    /// The page that a request asks for by `after` and `limit`.
    init(_ arguments: RequestArguments) throws(Problem) {
        let limit = arguments.query("limit").map { Int64($0) ?? 0 } ?? 100
        guard let page = Page(after: try arguments.queryID("after"), limit: limit) else {
            throw Problem(400, "malformed", "limit takes 1 to \(maximumListLength)", field: "limit")
        }
        self = page
    }
}

extension RequestArguments {
    /// A parameter of the query that is a county; nil if it is not there.
    func queryCounty(_ name: String) throws(Problem) -> DivisionCode? {
        guard let text = query(name) else { return nil }
        guard let code = DivisionCode(text), code.level == .county else {
            throw Problem(400, "malformed", "\(name) is not a county's code", field: name)
        }
        return code
    }
}

public import Eventing
internal import Vocabulary

/// What a route reads beside a body: a part of its path, or of the query.
public struct RouteParameter: Sendable {
    /// Its name, in the path in braces or in the query.
    public let name: String
    /// What a value looks like.
    public let shape: FieldShape
    /// What it is for; empty where the name says all.
    public let summary: String

    /// An identifier.
    public static func id(_ name: String, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: UUIDv7.shape(), summary: summary)
    }

    /// One of these codes.
    public static func codes(_ name: String, _ codes: [String], _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: .codes(codes, of: ""), summary: summary)
    }

    /// A county, township or village.
    public static func division(_ name: String, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: DivisionCode.shape(), summary: summary)
    }

    /// A county.
    public static func county(_ name: String, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: .text(TextShape(pattern: "^[0-9]{6}$")), summary: summary)
    }

    /// A day `YYYY-MM-DD`.
    public static func day(_ name: String, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: Day.shape(), summary: summary)
    }

    /// A whole number of 32 bits.
    public static func number(_ name: String, _ summary: String) -> RouteParameter {
        RouteParameter(name: name, shape: Int32.shape(), summary: summary)
    }

    /// The household in the path.
    public static var household: RouteParameter {
        RouteParameter(name: "token", shape: Token.shape(), summary: "The household.")
    }
}

extension [RouteParameter] {
    /// By which a ``Page`` is asked for.
    /// - Parameter name: `before` in lists that go from the newest to the oldest, `after` in others.
    public static func page(_ name: String) -> [RouteParameter] {
        [
            .id(name, "The last one of the page before."),
            .number("limit", "How many at most, 1 to \(maximumListLength); 100 unless said."),
        ]
    }
}

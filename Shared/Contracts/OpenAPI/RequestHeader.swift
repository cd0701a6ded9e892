internal import Runtime

/// The headers that requests carry.
enum RequestHeader {
    private static let all: [(name: String, header: String, isRequired: Bool, description: String, example: String)] = [
        (
            "IdempotencyKey", "Idempotency-Key", true,
            "A text of up to 200 characters that is this command's own. A repetition gets the first answer again.",
            "order-2019-0707-1"
        ),
        ("Reason", "Reason", false, "Why, in free words, for the record.", "the buyer rang"),
        (
            "Traceparent", "traceparent", false, "The caller's place in a trace (W3C Trace Context).",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        ),
    ]

    /// The components that are sent on a way of calling.
    static func names(of way: RouteDescription.Way) -> [String] {
        switch way {
        case .query, .notification: ["Traceparent"]
        case .recordedQuery: ["Reason", "Traceparent"]
        case .command: ["IdempotencyKey", "Reason", "Traceparent"]
        }
    }

    static func reference(_ name: String) -> JSON {
        ["$ref": .text("#/components/parameters/\(name)")]
    }

    static var components: JSON {
        .object(
            all.map { header in
                JSON.Member(
                    header.name,
                    [
                        "name": .text(header.header), "in": "header", "required": .boolean(header.isRequired),
                        "description": .text(header.description),
                        "schema": header.isRequired
                            ? ["type": "string", "minLength": 1, "maxLength": 200] : ["type": "string"],
                        "example": .text(header.example),
                    ])
            })
    }
}

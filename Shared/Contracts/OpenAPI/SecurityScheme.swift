internal import Runtime

/// How callers prove who they are.
enum SecurityScheme {
    private static let token = "token"

    static let components: JSON = [
        "token": [
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": """
            Signed with ES256 or EdDSA by a key that the service reads, for at most a day. Beside `iss`, `aud`, `sub`, \
            `iat` and `exp` it has a `role`, and the role's scope: `county` (a code, or `every`), `sub_platform` or \
            `partner`.
            """,
        ]
    ]

    /// What an operation asks for. A signature proves where a notification comes from, in a header of its own.
    static func requirement(of route: RouteDescription) -> JSON {
        route.need == nil ? .list([]) : .list([.object([JSON.Member(token, .list([]))])])
    }
}

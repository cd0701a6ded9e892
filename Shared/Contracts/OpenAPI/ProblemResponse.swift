internal import Runtime

/// The answers that say what is wrong.
struct ProblemResponse {
    let status: Int
    /// Its name among the components.
    let name: String
    /// When it is answered, and by which codes.
    let description: String

    private static let malformed = ProblemResponse(
        status: 400, name: "Malformed",
        description:
            "A field of the request is missing or of another form: `malformed`, and `field` names it. A command "
            + "without a key: `idempotency-key-missing`.")
    private static let unsigned = ProblemResponse(
        status: 401, name: "Unsigned", description: "The signature is not right: `signature-wrong`.")
    private static let unproven = ProblemResponse(
        status: 401, name: "Unproven",
        description:
            "No token, or one that proves nothing: `token-missing`, `token-expired` and others that begin with "
            + "`token-`.")
    private static let forbidden = ProblemResponse(
        status: 403, name: "Forbidden",
        description:
            "The token's role has no business here: `role-not-admitted`; or what is named is not within its scope: "
            + "`out-of-scope`.")
    private static let unknown = ProblemResponse(
        status: 404, name: "NotFound", description: "Nothing is known by that identifier: `not-found`.")
    private static let notAcceptable = ProblemResponse(
        status: 406, name: "NotAcceptable", description: "`Accept` admits no JSON: `not-acceptable`.")
    private static let conflict = ProblemResponse(
        status: 409, name: "Conflict", description: "Its state is another than the command needs: `not-in-state`.")
    private static let tooLong = ProblemResponse(
        status: 413, name: "TooLong", description: "The body is longer than a mebibyte: `body-too-long`.")
    private static let notJSON = ProblemResponse(
        status: 415, name: "NotJSON", description: "`Content-Type` says that the body is no JSON: `not-json`.")
    private static let refused = ProblemResponse(
        status: 422, name: "Refused",
        description: "A rule forbids it, whose stable code ends `type`. A key that came with another body: "
            + "`idempotency-key-reused`.")
    private static let tooMany = ProblemResponse(
        status: 429, name: "TooMany",
        description: "The caller asks faster than is allowed: `too-many-requests`. Wait as `Retry-After` says.")
    private static let headersTooLong = ProblemResponse(
        status: 431, name: "HeadersTooLong",
        description: "The headers are longer than is allowed: `headers-too-long`. The connection is closed.")
    private static let failed = ProblemResponse(
        status: 500, name: "Failed",
        description: "The service failed: `internal`. Send the request again, with its key.")
    private static let unavailable = ProblemResponse(
        status: 503, name: "Unavailable",
        description: "The database does not answer at present: `unavailable`. Send the request again, with its key.")

    private static let all = [
        malformed, unproven, unsigned, forbidden, unknown, notAcceptable, conflict, tooLong, notJSON, refused, tooMany,
        headersTooLong, failed, unavailable,
    ]

    /// What can be wrong on a way of calling.
    static func of(_ way: RouteDescription.Way) -> [ProblemResponse] {
        switch way {
        case .query, .recordedQuery:
            [malformed, unproven, forbidden, unknown, notAcceptable, tooMany, headersTooLong, failed, unavailable]
        case .command:
            [
                malformed, unproven, forbidden, unknown, notAcceptable, conflict, tooLong, notJSON, refused, tooMany,
                headersTooLong, failed, unavailable,
            ]
        case .notification: [malformed, unsigned, tooLong, refused, headersTooLong, failed, unavailable]
        }
    }

    static var components: JSON {
        .object(all.map { JSON.Member($0.name, $0.component) })
    }

    private var component: JSON {
        let component: JSON = [
            "description": .text(description),
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
        guard status == 503 || status == 429 else { return component }
        return component.with(
            "headers", ["Retry-After": ["description": "Seconds to wait.", "schema": ["type": "integer"]]])
    }
}

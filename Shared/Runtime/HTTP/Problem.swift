public import Eventing
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Postgres

/// What is wrong with a request, or why it cannot be answered (RFC 9457, problem details).
public struct Problem: Error, Sendable, Equatable {
    /// The HTTP status.
    public var status: Int
    /// The rule that was broken, as a stable code; the last part of the problem's `type`.
    public var code: String
    /// What is wrong in this case, and what to do.
    public var detail: String
    /// The field of the request that is wrong.
    public var field: String?

    /// Names a problem.
    public init(_ status: Int, _ code: String, _ detail: String, field: String? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.field = field
    }

    /// The media type of its JSON form.
    static let contentType = "application/problem+json"

    /// Nothing is known by that identifier.
    public static func notFound(_ what: String) -> Problem {
        Problem(404, "not-found", "there is no \(what)")
    }

    /// The body names something that is not there.
    public static func unknown(_ what: String, field: String) -> Problem {
        Problem(422, "unknown", "there is no \(what)", field: field)
    }

    /// A rule's refusal: a conflict where the state is another, and unprocessable where another rule is broken.
    public init(_ refusal: any Refused) {
        self.init(refusal.code == "not-in-state" ? 409 : 422, refusal.code, refusal.description)
    }

    /// Something in the request's form.
    init(_ fault: EventFault) {
        let field: String? =
            switch fault {
            case .missing(let field), .invalid(let field, _), .tooLong(let field, _): field.isEmpty ? nil : field
            case .malformed, .tooDeep: nil
            }
        self.init(400, "malformed", fault.description, field: field)
    }

    /// What became of a request, by the error that its handling ended in; nil for an error that the caller has no part in.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as any Refused: self.init(refusal)
        case let fault as EventFault: self.init(fault)
        case is NIOTooManyBytesError:
            self.init(
                413, "body-too-long",
                "send a body of up to \(ServiceRequestContext.longestBody) bytes, and the rest as other commands")
        case let error as HTTPError:
            self.init(error.status.code, "http", error.body ?? error.status.reasonPhrase)
        case let error as PostgresError where error.isUnavailability || error.isRetriable:
            self.init(
                503, "unavailable", "the database does not answer at present; send the request again, with its key")
        // character_not_in_repertoire: the query of a URL can say U+0000 in a text, as %00, and PostgreSQL cannot.
        case let error as PostgresError where error.sqlState == "22021":
            self.init(400, "malformed", "a text holds the character U+0000, which cannot be kept; leave it out")
        default: return nil
        }
    }
}

extension Problem: CustomStringConvertible {
    /// What is wrong and what to do, as the command line says it.
    public var description: String { detail }
}

extension Problem: Record {
    /// The members of RFC 9457, and the field.
    public init(_ fields: inout some FieldCoder, _ problem: Problem?) throws(EventFault) {
        let type = try fields.field("type", (problem?.code).map { "/problems/" + $0 })
        _ = try fields.field("title", (problem?.code).map { $0.replacing("-", with: " ") })
        let status = try fields.field("status", (problem?.status).map(Int64.init))
        let detail = try fields.field("detail", problem?.detail)
        let field = try fields.optional("field", problem?.field)
        self.init(Int(status), String(type.split(separator: "/").last ?? ""), detail, field: field)
    }
}

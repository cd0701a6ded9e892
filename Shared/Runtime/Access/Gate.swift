internal import HTTPTypes
internal import Hummingbird

/// Lets in those to a route whose token says that they may be there.
struct Gate: Sendable {
    /// Nil where routes are described and not served: nobody is let in.
    let reader: TokenReader?
    /// Nil where callers may ask as much as they like.
    var allowance: CallerAllowance?

    /// Who asks.
    /// - Throws: ``Problem`` 401 for a token that proves nothing, 403 for one of a role that has no business here, 429 for
    ///   somebody who asks too much.
    func admit(_ request: Request, to route: RouteDescription) async throws(Problem) -> Caller {
        let caller: Caller
        do throws(TokenFault) {
            guard let reader else { throw TokenFault.unknownKey }
            caller = try await reader.caller(of: try Self.token(in: request))
        } catch {
            throw Problem(401, error.code, error.description)
        }
        try allowance?.expectRoom(for: caller)
        try route.need?.expect(caller.role)
        return caller
    }

    private static func token(in request: Request) throws(TokenFault) -> String {
        guard let credentials = request.headers[.authorization] else { throw .missing }
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .missing }
        return String(parts[1])
    }
}

internal import JWTKit
internal import Vocabulary

/// What a token says, by the names of RFC 7519 and of ours.
struct TokenClaims: JWTPayload {
    var iss: String
    var aud: TokenAudience
    var sub: String
    /// Seconds since 1970.
    var iat: Double
    var nbf: Double?
    var exp: Double
    var role: String
    /// The code of a county, or ``everyCounty``.
    var county: String?
    // The names of claims, as tokens have them.
    var sub_platform: String?
    var partner: String?

    /// How long a token lives at most; in seconds.
    static let longestLife: Double = 24 * 3600
    /// How far the clocks of issuer and service may be apart; in seconds.
    static let leeway: Double = 30
    /// What a token says whose holder reaches every county. One that says nothing reaches none.
    static let everyCounty = "every"

    /// Checked by ``caller(trusting:at:)``, which is told the time.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Who holds the token.
    /// - Parameter now: by the wall.
    func caller(trusting authority: TokenAuthority, at now: Instant) throws(TokenFault) -> Caller {
        guard iss == authority.issuer else { throw .wrongIssuer }
        guard aud.names.contains(authority.audience) else { throw .wrongAudience }
        try expectTime(now)
        guard (1...200).contains(sub.utf8.count) else { throw .malformed("sub is a text of 1 to 200 characters") }
        guard let role = Role(rawValue: role) else { throw .malformed("role is none of the suite's") }
        return Caller(sub, as: role, within: try scope(of: role))
    }

    private func expectTime(_ now: Instant) throws(TokenFault) {
        let now = Double(now.milliseconds) / 1000
        guard exp - iat <= Self.longestLife, exp > iat else { throw .livesTooLong }
        guard max(iat, nbf ?? iat) <= now + Self.leeway else { throw .notYetValid }
        guard now < exp + Self.leeway else { throw .expired }
    }

    private func scope(of role: Role) throws(TokenFault) -> Scope {
        var scope = Scope()
        if let sub_platform {
            guard let id = UUIDv7(sub_platform) else { throw .malformed("sub_platform is no UUID") }
            scope.subPlatform = id
        }
        switch role.bound {
        case .county:
            guard let county else { throw .malformed("county is missing, or \(Self.everyCounty)") }
            if county == Self.everyCounty { break }
            guard let code = DivisionCode(county), code.level == .county else {
                throw .malformed("county is no county's code")
            }
            scope.county = code
        case .partner:
            guard let id = partner.flatMap({ UUIDv7($0) }) else { throw .malformed("partner is missing or no UUID") }
            scope.partner = id
        case .themselves, .everything: break
        }
        return scope
    }
}

extension TokenClaims {
    /// What a token of a caller says.
    /// - Parameters:
    ///   - now: by the wall.
    ///   - life: in seconds.
    init(of caller: Caller, from authority: TokenAuthority, at now: Instant, life: Double) {
        iss = authority.issuer
        aud = TokenAudience(names: [authority.audience])
        sub = caller.subject
        iat = (Double(now.milliseconds) / 1000).rounded(.down)
        exp = iat + life
        role = caller.role.rawValue
        county = caller.role.bound == .county ? caller.scope.county?.description ?? Self.everyCounty : nil
        sub_platform = caller.scope.subPlatform?.description
        partner = caller.scope.partner?.description
    }
}

/// Whose tokens count, and for what.
public struct TokenAuthority: Sendable, Equatable {
    /// The `iss` of tokens.
    public var issuer: String
    /// Their `aud`.
    public var audience: String

    /// Names both.
    public init(issuer: String = "throughtrain", audience: String = "throughtrain") {
        self.issuer = issuer
        self.audience = audience
    }
}

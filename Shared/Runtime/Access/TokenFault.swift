/// Why a token lets nobody in.
public enum TokenFault: Error, Sendable, Equatable {
    /// There is none.
    case missing
    /// It is no JSON Web Token, or a claim is missing or of another form.
    case malformed(String)
    /// No key of the set has its `kid`.
    case unknownKey
    /// It is signed in another way than its key signs.
    case wrongAlgorithm
    /// The signature is not the key's.
    case wrongSignature
    /// Its time has passed.
    case expired
    /// Its time has not come.
    case notYetValid
    /// It says that it lives longer than tokens may.
    case livesTooLong
    /// Somebody else issued it.
    case wrongIssuer
    /// It is for something else.
    case wrongAudience
}

extension TokenFault: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .missing: "send a token: Authorization: Bearer …"
        case .malformed(let what): "the token cannot be read: \(what)"
        case .unknownKey: "the token's key is not known here: get a new token, or have its key added to the key set"
        case .wrongAlgorithm:
            "the token is signed in another way than its key signs: get one signed with ES256 or EdDSA"
        case .wrongSignature: "the token's signature is not right: get a new token"
        case .expired: "the token has expired: get a new one"
        case .notYetValid: "the token is not valid yet: look at the clocks of both machines"
        case .livesTooLong:
            "the token lives longer than \(TokenClaims.longestLife / 3600) hours, which none may: get a shorter one"
        case .wrongIssuer: "the token is of another issuer than this service trusts: get one of its own issuer"
        case .wrongAudience: "the token is for another audience than this service: get one that names it"
        }
    }

    /// The stable code.
    var code: String {
        switch self {
        case .missing: "token-missing"
        case .malformed: "token-malformed"
        case .unknownKey: "token-key-unknown"
        case .wrongAlgorithm: "token-algorithm"
        case .wrongSignature: "token-signature"
        case .expired: "token-expired"
        case .notYetValid: "token-not-yet-valid"
        case .livesTooLong: "token-life-too-long"
        case .wrongIssuer: "token-issuer"
        case .wrongAudience: "token-audience"
        }
    }

    /// The challenge of a refusal (RFC 6750, 3). Without a token it names no error.
    static func challenge(for problem: Problem) -> String {
        problem.code == TokenFault.missing.code
            ? #"Bearer realm="throughtrain""# : #"Bearer realm="throughtrain", error="invalid_token""#
    }
}

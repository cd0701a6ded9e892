internal import Foundation
internal import JWTKit

/// The public keys whose tokens count, by their `kid` (RFC 7517).
struct KeySet: Sendable {
    private struct Key: Sendable {
        /// The only `alg` that it signs by.
        var algorithm: String
        /// With this key alone: one that holds several takes its first for a token whose `kid` it does not know.
        var verifier: JWTKeyCollection
    }

    private var keys: [String: Key] = [:]

    /// Reads the JSON of a set. Keys of other kinds than ES256 and EdDSA are left out.
    /// - Throws: ``KeySetFault``.
    init(json: String) async throws {
        let set: JWKS
        do {
            set = try JSONDecoder().decode(JWKS.self, from: Data(json.utf8))
        } catch {
            throw KeySetFault("is no JSON Web Key Set: write what `token make-key` writes, or your identity provider")
        }
        for var key in set.keys {
            guard key.privateExponent == nil else {
                throw KeySetFault(
                    "holds a private key, which services need not have: leave `d` out, and make a new key")
            }
            guard let algorithm = Self.algorithm(of: key) else { continue }
            guard let kid = key.keyIdentifier?.string else {
                throw KeySetFault("holds a key without a kid: give each its own")
            }
            key.algorithm = algorithm
            let verifier = JWTKeyCollection()
            do {
                try await verifier.add(jwk: key)
            } catch {
                throw KeySetFault("holds a key \(kid) that is none: copy it anew")
            }
            keys[kid] = Key(algorithm: algorithm.rawValue, verifier: verifier)
        }
        if keys.isEmpty { throw KeySetFault("holds no key for ES256 or EdDSA: add one") }
    }

    private static func algorithm(of key: JWK) -> JWK.Algorithm? {
        switch key.curve?.rawValue {
        case "P-256": .es256
        case "Ed25519": .eddsa
        default: nil
        }
    }

    /// What a token says, if one of the keys has signed it.
    func claims(in token: String) async throws(TokenFault) -> TokenClaims {
        let header: JWTHeader
        do {
            header = try DefaultJWTParser().parse(Array(token.utf8), as: TokenClaims.self).header
        } catch {
            throw .malformed("it is no JSON Web Token of the suite; claims are \(Self.claims)")
        }
        guard let kid = header.kid, let key = keys[kid] else { throw .unknownKey }
        guard header.alg == key.algorithm else { throw .wrongAlgorithm }
        do {
            return try await key.verifier.verify(token, as: TokenClaims.self)
        } catch {
            throw .wrongSignature
        }
    }

    private static let claims = "iss, aud, sub, iat, exp, role, and county, sub_platform or partner"
}

/// Why a set of keys is of no use.
struct KeySetFault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

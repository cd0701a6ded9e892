internal import Crypto
internal import Foundation
public import Vocabulary

/// Issues tokens with a private key, for deployments without an identity provider, and for tests.
public struct TokenIssuer: Sendable {
    private let key: P256.Signing.PrivateKey
    private let authority: TokenAuthority

    /// Issues by a key in a file.
    /// - Throws: ``FileFault`` when there is none.
    public init(keyFile: String, for authority: TokenAuthority = TokenAuthority()) throws {
        self.authority = authority
        do {
            key = try P256.Signing.PrivateKey(pemRepresentation: try FileContent.read(keyFile))
        } catch {
            throw FileFault("\(keyFile) holds no private key for ES256: name one that `token make-key` made")
        }
    }

    /// Makes a key in a file of its owner's, which must not be there yet.
    public static func makeKey(_ keyFile: String) throws(FileFault) {
        try PrivateFile.create(keyFile, P256.Signing.PrivateKey().pemRepresentation)
    }

    /// A token of a caller.
    /// - Parameters:
    ///   - life: in seconds; no more than a day.
    ///   - now: by the wall.
    public func token(for caller: Caller, life: Double, at now: Instant = .wallTime()) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let header = try encoder.encode(["alg": "ES256", "kid": publicKey.kid, "typ": "JWT"])
        let claims = try encoder.encode(TokenClaims(of: caller, from: authority, at: now, life: life))
        let signed = "\(header.base64URL).\(claims.base64URL)"
        return "\(signed).\(try key.signature(for: Data(signed.utf8)).rawRepresentation.base64URL)"
    }

    /// The public half of the key.
    public var publicKey: PublicJWK {
        let coordinates = key.publicKey.rawRepresentation
        return PublicJWK(x: coordinates.prefix(32).base64URL, y: coordinates.suffix(32).base64URL)
    }
}

extension Data {
    /// Base64 for URLs, without padding (RFC 7515, 2).
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

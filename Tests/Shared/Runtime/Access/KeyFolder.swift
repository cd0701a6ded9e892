import Crypto
import Eventing
import Foundation
import Logging
import Vocabulary

@testable import Runtime

/// A folder with keys of tokens, as a deployment keeps them.
final class KeyFolder {
    let path: String
    let authority = TokenAuthority()

    var keysFile: String { "\(path)/tokens.jwks" }

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes a key. It counts once it is published.
    func makeKey(_ name: String) throws -> TokenIssuer {
        try TokenIssuer.makeKey("\(path)/\(name).key")
        return try TokenIssuer(keyFile: "\(path)/\(name).key", for: authority)
    }

    /// Writes the set of these keys, as it is read from then on.
    func publish(_ issuers: [TokenIssuer]) throws {
        try publish(String(decoding: try PublicJWKSet(issuers.map(\.publicKey)).encoded(), as: UTF8.self))
    }

    func publish(_ json: String) throws {
        try json.write(toFile: keysFile, atomically: true, encoding: .utf8)
    }

    /// What reads tokens by the set.
    func reader() async throws -> TokenReader {
        let reader = TokenReader(keysFile: keysFile, trusting: authority, logger: Logger(label: "keys"))
        try await reader.readKeys()
        return reader
    }
}

/// Tokens by hand, as no issuer writes them.
enum ForgedToken {
    /// With these members of the header and the claims, signed by whatever signs.
    static func make(
        header: String, claims: String, signedBy sign: (Data) throws -> Data = { _ in Data() }
    ) rethrows -> String {
        let signed = "\(Data(header.utf8).base64URL).\(Data(claims.utf8).base64URL)"
        return "\(signed).\(try sign(Data(signed.utf8)).base64URL)"
    }

    /// The second part of a token.
    static func claims(of token: String) -> String {
        let part = String(token.split(separator: ".")[1]).replacing("-", with: "+").replacing("_", with: "/")
        let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
        return String(decoding: Data(base64Encoded: padded) ?? Data(), as: UTF8.self)
    }
}

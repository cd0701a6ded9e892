internal import Crypto
public import Eventing
internal import Foundation

/// A public key for ES256, as a JSON Web Key (RFC 7517).
public struct PublicJWK: Record {
    private var x: String
    private var y: String

    init(x: String, y: String) {
        self.x = x
        self.y = y
    }

    /// What it is called by: its thumbprint (RFC 7638), so that no two keys share a name.
    public var kid: String {
        let members = #"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
        return Data(SHA256.hash(data: Data(members.utf8))).base64URL
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ key: PublicJWK?) throws(EventFault) {
        _ = try fields.field("kty", "EC")
        _ = try fields.field("crv", "P-256")
        _ = try fields.field("alg", "ES256")
        _ = try fields.field("use", "sig")
        _ = try fields.field("kid", key?.kid)
        x = try fields.field("x", key?.x)
        y = try fields.field("y", key?.y)
    }
}

/// A set of public keys, as services read it.
public struct PublicJWKSet: Record {
    /// The keys.
    public var keys: [PublicJWK]

    /// Makes it of keys.
    public init(_ keys: [PublicJWK]) {
        self.keys = keys
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ set: PublicJWKSet?) throws(EventFault) {
        keys = try fields.field("keys", set?.keys)
    }
}

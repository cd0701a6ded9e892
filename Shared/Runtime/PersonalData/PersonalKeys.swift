internal import Crypto
internal import Foundation

/// The keys under which a service keeps who somebody is: AES-256-GCM under the current one, any of them to read by, and
/// HMAC-SHA256 under one that never changes to find people by.
///
/// What is kept is a byte that names this form, the key's id, a nonce of 12 bytes that is made anew each time, what is
/// hidden, and a tag of 16 bytes (NIST SP 800-38D). The place that it is kept in is authenticated with it.
public struct PersonalKeys: Sendable {
    /// The key that new data is kept under.
    public let current: PersonalKeyID
    /// All keys, in the order in which they were made.
    public let ids: [PersonalKeyID]
    private let keys: [PersonalKeyID: SymmetricKey]
    private let lookUpKey: SymmetricKey

    /// The form of what is kept.
    private static let form: UInt8 = 1
    private static let headLength = 1 + PersonalKeyID.length

    /// - Parameter current: is among the keys.
    init(current: PersonalKeyID, keys: [(id: PersonalKeyID, key: SymmetricKey)], lookUpKey: SymmetricKey) {
        self.current = current
        ids = keys.map(\.id)
        self.keys = Dictionary(keys.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        self.lookUpKey = lookUpKey
    }

    /// Encrypts a text for the place that it is to be kept in.
    public func seal(_ text: String, for field: PersonalField) throws -> [UInt8] {
        guard let key = keys[current] else { throw PersonalDataFault.missingKeys([current]) }
        let box = try AES.GCM.seal(Data(text.utf8), using: key, authenticating: field.authenticated)
        var sealed = [Self.form]
        sealed.append(contentsOf: current.bytes)
        sealed.append(contentsOf: box.nonce)
        sealed.append(contentsOf: box.ciphertext)
        sealed.append(contentsOf: box.tag)
        return sealed
    }

    /// The text that is kept in a place.
    public func open(_ sealed: [UInt8], of field: PersonalField) throws(PersonalDataFault) -> String {
        guard sealed.first == Self.form, let id = PersonalKeyID(sealed.dropFirst().prefix(PersonalKeyID.length)) else {
            throw .malformed(field)
        }
        guard let key = keys[id] else { throw .unknownKey(id, field) }
        let box: AES.GCM.SealedBox
        do {
            box = try AES.GCM.SealedBox(combined: Data(sealed.dropFirst(Self.headLength)))
        } catch {
            throw .malformed(field)
        }
        do {
            let bytes = try AES.GCM.open(box, using: key, authenticating: field.authenticated)
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw .altered(field)
        }
    }

    /// What somebody is found by: 32 bytes that are the same for the same text, and tell nothing of it without the key.
    /// - Parameter kind: what the text is, so that the same text of another kind has another fingerprint.
    public func fingerprint(of text: String, as kind: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data("\(kind)\0\(text)".utf8), using: lookUpKey))
    }

    /// By which the look-up key is known again; it tells nothing of the key.
    var lookUpCheck: [UInt8] { fingerprint(of: "", as: "throughtrain.look-up-key") }

    /// Whether both find people by the same fingerprints.
    func finds(like other: PersonalKeys) -> Bool { lookUpCheck == other.lookUpCheck }
}

extension PersonalKeys: CustomStringConvertible, CustomReflectable {
    /// Says how many there are, and shows none.
    public var description: String { "\(ids.count) keys of personal data" }
    /// Shows nothing, so that no dump can.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

extension PersonalField {
    /// In one form only for the same place.
    fileprivate var authenticated: Data { Data("throughtrain.personal.v1\0\(table)\0\(column)\0\(row)".utf8) }
}

internal import Crypto
internal import Eventing
internal import Foundation

/// The keys of personal data as they stand in their file: JSON, the keys in base64.
struct PersonalKeyFile: Record {
    struct Entry: Record {
        var id: String
        var key: String

        init(id: PersonalKeyID, key: SymmetricKey) {
            self.id = id.description
            self.key = key.base64
        }

        init(_ fields: inout some FieldCoder, _ entry: Entry?) throws(EventFault) {
            id = try fields.field("id", entry?.id)
            key = try fields.field("key", entry?.key)
        }
    }

    private(set) var current: String
    private(set) var keys: [Entry]
    private let lookUpKey: String

    /// The first key, and the one by which people are found.
    private init(first id: PersonalKeyID) {
        current = id.description
        keys = [Entry(id: id, key: SymmetricKey(size: .bits256))]
        lookUpKey = SymmetricKey(size: .bits256).base64
    }

    init(_ fields: inout some FieldCoder, _ file: PersonalKeyFile?) throws(EventFault) {
        current = try fields.field("current", file?.current)
        keys = try fields.field("keys", file?.keys)
        lookUpKey = try fields.field("look_up_key", file?.lookUpKey)
    }

    /// Reads a file, and sees that it is one.
    /// - Throws: ``FileFault``, which repeats nothing of what is in it.
    init(reading path: String) throws(FileFault) {
        try PrivateFile.expectPrivate(path)
        let text: String
        do {
            text = try FileContent.read(path)
        } catch {
            throw FileFault("\(path) cannot be read: \(error)")
        }
        do {
            try self.init(decoding: Array(text.utf8))
        } catch {
            throw FileFault("\(path) holds no keys of personal data: \(error)")
        }
        _ = try personalKeys(in: path)
    }

    /// What is encrypted and found by.
    func personalKeys(in path: String) throws(FileFault) -> PersonalKeys {
        var known: [(id: PersonalKeyID, key: SymmetricKey)] = []
        for entry in keys {
            guard let id = PersonalKeyID(entry.id), let key = SymmetricKey(base64: entry.key) else {
                throw FileFault(
                    "\(path) has a key that is none: an id has 8 hexadecimal digits, a key 32 bytes in base64")
            }
            guard !known.contains(where: { $0.id == id }) else { throw FileFault("\(path) has two keys \(id)") }
            known.append((id, key))
        }
        guard let current = PersonalKeyID(current), known.contains(where: { $0.id == current }) else {
            throw FileFault("\(path) names no key of its own as the current one")
        }
        guard let lookUpKey = SymmetricKey(base64: lookUpKey) else {
            throw FileFault("\(path) has a look-up key that is none: it has 32 bytes, in base64")
        }
        return PersonalKeys(current: current, keys: known, lookUpKey: lookUpKey)
    }
}

extension PersonalKeyFile {
    /// Adds a key to a file. The first makes the file, and is the current one.
    /// - Returns: what the key is called.
    static func addKey(to path: String) throws -> PersonalKeyID {
        guard PrivateFile.exists(path) else {
            let id = PersonalKeyID.make()
            try PrivateFile.create(path, String(decoding: try PersonalKeyFile(first: id).encoded(), as: UTF8.self))
            return id
        }
        return try change(path) { file in
            var id = PersonalKeyID.make()
            while file.keys.contains(where: { $0.id == id.description }) { id = .make() }
            file.keys.append(Entry(id: id, key: SymmetricKey(size: .bits256)))
            return id
        }
    }

    /// Makes a key the one that new data is kept under.
    static func use(_ id: PersonalKeyID, in path: String) throws {
        try change(path) { file in
            try file.expect(id)
            file.current = id.description
        }
    }

    /// Takes out a key that keeps nothing any more.
    static func remove(_ id: PersonalKeyID, from path: String) throws {
        try change(path) { file in
            try file.expect(id)
            if file.current == id.description { throw PersonalKeyRefusal.isCurrent(id) }
            file.keys.removeAll { $0.id == id.description }
        }
    }

    private func expect(_ id: PersonalKeyID) throws(PersonalKeyRefusal) {
        guard keys.contains(where: { $0.id == id.description }) else { throw .unknown(id) }
    }

    /// Services may read the file at any time, so that it is put in place whole.
    private static func change<Value>(
        _ path: String, _ body: (inout PersonalKeyFile) throws -> Value
    ) throws -> Value {
        var file = try PersonalKeyFile(reading: path)
        let value = try body(&file)
        try PrivateFile.replace(path, String(decoding: try file.encoded(), as: UTF8.self))
        return value
    }
}

extension SymmetricKey {
    fileprivate var base64: String { withUnsafeBytes { Data($0).base64EncodedString() } }

    /// A key of 32 bytes; nil for anything else.
    fileprivate init?(base64: String) {
        guard let bytes = Data(base64Encoded: base64), bytes.count == 32 else { return nil }
        self.init(data: bytes)
    }
}

internal import Glibc
internal import Runtime
internal import Vocabulary

/// A file with keys of personal data, in the temporary folder.
struct SettableKeys: Sendable {
    let path: String

    /// Makes the file, with one key.
    init() throws {
        path = "/tmp/throughtrain-personal-keys-\(UUIDv7.make())"
        try PersonalKeyRing.makeKey(in: path)
    }

    func remove() {
        unlink(path)
    }
}

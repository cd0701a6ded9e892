public import Logging
internal import Synchronization

/// The keys of personal data in a file, which is read again when it changes: keys come and go without a restart.
public final class PersonalKeyRing: Sendable {
    /// The file.
    let file: String
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var keys: PersonalKeys?
        /// What the file looked like when it was read last.
        var stamp = FileStamp()
    }

    /// The ring in a file, which is read when the keys are first asked for.
    public init(file: String, logger: Logger) {
        self.file = file
        self.logger = logger
    }

    /// Adds a key to a file. The first makes the file, and is the one that new data is kept under.
    /// - Returns: what the key is called.
    @discardableResult
    public static func makeKey(in file: String) throws -> PersonalKeyID {
        try PersonalKeyFile.addKey(to: file)
    }

    /// The keys as they stand now.
    ///
    /// A file that has come to be of no use leaves the keys as they were, and is logged: a mistake in it must not make what is
    /// kept unreadable.
    /// - Throws: ``SettingsError`` as long as the file has never been of use.
    public func keys() throws(SettingsError) -> PersonalKeys {
        try state.withLock { state throws(SettingsError) in
            let stamp = FileStamp(of: file)
            if let keys = state.keys, stamp == state.stamp { return keys }
            state.stamp = stamp
            do {
                let read = try PersonalKeyFile(reading: file).personalKeys(in: file)
                if let keys = state.keys, !keys.finds(like: read) {
                    throw FileFault(
                        "\(file) has another look-up key, by which nobody would be found: put the first one back")
                }
                if state.keys != nil { logger.notice("the keys of personal data were read again") }
                state.keys = read
                return read
            } catch {
                guard let keys = state.keys else {
                    throw SettingsError(faults: [
                        .init(key: ServiceSettings.personalKeysFileKey, problem: "is of no use: \(error)")
                    ])
                }
                logger.error("the keys of personal data stay as they were", metadata: ["reason": "\(error)"])
                return keys
            }
        }
    }
}

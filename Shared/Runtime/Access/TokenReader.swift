internal import Crypto
internal import Foundation
internal import Logging
internal import Vocabulary

/// Reads tokens by the public keys in a file, which is read again when it changes: keys come and go without a restart.
actor TokenReader {
    private let file: String
    private let authority: TokenAuthority
    private let logger: Logger
    private var keys: KeySet? { didSet { keySets += 1 } }
    /// How many sets of keys there have been.
    private var keySets = 0
    /// What the file looked like when it was read last.
    private var stamp = FileStamp()
    private var verified = VerifiedTokens(generation: 5000)

    init(keysFile: String, trusting authority: TokenAuthority, logger: Logger) {
        file = keysFile
        self.authority = authority
        self.logger = logger
    }

    /// Reads the keys.
    /// - Throws: what is wrong with the file.
    func readKeys() async throws {
        stamp = FileStamp(of: file)
        do {
            keys = try await KeySet(json: try FileContent.read(file))
            // Who was let in by a key that is gone is looked at anew.
            verified.forgetAll()
        } catch {
            throw SettingsError(faults: [
                .init(key: ServiceSettings.keysFileKey, problem: "names \(file), which \(error)")
            ])
        }
    }

    /// The holder of a token.
    /// - Parameter now: by the wall.
    func caller(of token: String, at now: Instant = .wallTime()) async throws(TokenFault) -> Caller {
        await refreshKeys()
        let digest = Array(SHA256.hash(data: Data(token.utf8)))
        if let known = verified.find(digest) {
            guard Double(now.milliseconds) / 1000 < known.expiry + TokenClaims.leeway else {
                verified.forget(digest)
                throw .expired
            }
            return known.caller
        }
        guard let keys else { throw .unknownKey }
        let keySet = keySets
        let claims = try await keys.claims(in: token)
        let caller = try claims.caller(trusting: authority, at: now)
        // While this waited, the keys may have been read again.
        if keySet == keySets { verified.keep(.init(caller: caller, expiry: claims.exp), digest) }
        return caller
    }

    /// How many tokens are known without a verification.
    var knownTokens: Int { verified.count }

    /// A file that cannot be used leaves the keys as they are: a mistake in it must not shut everybody out.
    private func refreshKeys() async {
        guard FileStamp(of: file) != stamp else { return }
        do {
            try await readKeys()
            logger.notice("the keys of tokens were read again", metadata: ["file": "\(file)"])
        } catch {
            logger.error("the keys of tokens stay as they were", metadata: ["reason": "\(error)"])
        }
    }
}

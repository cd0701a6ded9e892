/// Whose tokens let somebody in.
public struct AccessSettings: Sendable {
    /// A JSON Web Key Set with the public keys that sign tokens; nil where none is read, and nobody is let in.
    public var keysFile: String?
    /// Who issues tokens, and for what.
    public var authority: TokenAuthority
    /// A file with the token that commands of the command line act under, unless they say otherwise; nil for none.
    public var tokenFile: String?

    /// Names all three.
    public init(keysFile: String?, authority: TokenAuthority = TokenAuthority(), tokenFile: String? = nil) {
        self.keysFile = keysFile
        self.authority = authority
        self.tokenFile = tokenFile
    }
}

extension AccessSettings {
    /// - Throws: ``SettingsError`` when no keys are named.
    func requiredKeysFile() throws(SettingsError) -> String {
        guard let keysFile else {
            throw SettingsError(faults: [
                .init(
                    key: ServiceSettings.keysFileKey,
                    problem:
                        "is missing, the file with the public keys of tokens, as `eligibility token make-key` writes it"
                )
            ])
        }
        return keysFile
    }
}

/// Who may ask for health and metrics without a token.
public enum ProbeAccess: String, CaseIterable, Sendable {
    /// Programs on the service's own machine.
    case loopback
    /// Whoever reaches the port: where only an orchestrator and a collector of metrics do.
    case everyone
}

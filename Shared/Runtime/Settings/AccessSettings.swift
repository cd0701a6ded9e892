/// Whose tokens let somebody in.
public struct AccessSettings: Sendable {
    /// A JSON Web Key Set with the public keys that sign tokens; nil where none is read, and nobody is let in.
    public var keysFile: String?
    /// Who issues tokens, and for what.
    public var authority: TokenAuthority
    /// A file with the token that commands of the command line act under, unless they say otherwise; nil for none.
    public var tokenFile: String?
    /// Who may give commands on the command line.
    public var commands: CommandAccess

    /// Names all four.
    public init(
        keysFile: String?, authority: TokenAuthority = TokenAuthority(), tokenFile: String? = nil,
        commands: CommandAccess = .named
    ) {
        self.keysFile = keysFile
        self.authority = authority
        self.tokenFile = tokenFile
        self.commands = commands
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

/// Who may give commands on the command line.
public enum CommandAccess: String, CaseIterable, Sendable {
    /// Whoever is on the service's own host, and says who they are.
    case named
    /// Who has a token: then two people are two tokens, on the host too.
    case token
}

/// Who may ask for health and metrics without a token.
public enum ProbeAccess: String, CaseIterable, Sendable {
    /// Programs on the service's own machine.
    case loopback
    /// Whoever reaches the port: where only an orchestrator and a collector of metrics do.
    case everyone
}

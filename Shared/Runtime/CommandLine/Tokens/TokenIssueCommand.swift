public import ArgumentParser
internal import Vocabulary

/// `token issue`: issues a token.
public struct TokenIssueCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "issue", abstract: "Issue a token for somebody, in a role and for a scope.",
            discussion: """
                A token cannot be called back before it expires, but by taking its key away: give it a short life.

                \(Hosted.name) token make-key --key-file office-$$.key --keys-file office-$$.jwks
                \(Hosted.name) token issue --key-file office-$$.key --subject zhao.county --role county-officer \
                --county 522728 --hours 8 --token-file zhao-$$.token
                """)
    }

    @Option(help: "The file with the private key.")
    var keyFile: String

    @Option(help: "Who it is for: the person or the machine, as it is to be recorded.")
    var subject: String

    @Option(help: "In which role.")
    var role: Role

    @OptionGroup var scope: TokenScopeOptions

    @Option(help: "How long it lives, 1 to 24.")
    var hours = 8

    @Option(help: "A file, made for its owner only, that gets the token; it is printed unless one is named.")
    var tokenFile: String?

    @OptionGroup var options: ServiceOptions

    /// Makes the command.
    public init() {}

    /// Refuses a life that no service admits, and a scope that is none of the role's.
    public func validate() throws {
        guard (1...24).contains(hours) else { throw ValidationError("--hours takes 1 to 24") }
        guard (1...200).contains(subject.utf8.count) else {
            throw ValidationError("--subject takes 1 to 200 characters")
        }
        _ = try scope.scope(of: role)
    }

    /// Issues it.
    public func run() async throws {
        let settings = try await options.settings(for: Hosted.name)
        let issuer = try TokenIssuer(keyFile: keyFile, for: settings.access.authority)
        let caller = Caller(subject, as: role, within: try scope.scope(of: role))
        let token = try issuer.token(for: caller, life: Double(hours) * 3600)
        if let tokenFile {
            try PrivateFile.create(tokenFile, token)
            print("\(tokenFile) has a token for \(subject), \(role.rawValue), of \(hours) hours")
        } else {
            print(token)
        }
    }
}

/// How far a token's role reaches.
public struct TokenScopeOptions: ParsableArguments {
    @OptionGroup var county: CountyOptions

    @Flag(help: "Every county's things, for a role that is bound to a county otherwise.")
    var everyCounty = false

    @Option(help: "The sub-platform that they act in, by its id.")
    var subPlatform: UUIDv7?

    @Option(help: "The partner that they act for, by its id.")
    var partner: UUIDv7?

    /// No options are given.
    public init() {}

    func scope(of role: Role) throws -> Scope {
        guard (role.bound == .partner) == (partner != nil) else {
            throw ValidationError("--partner goes with --role partner, and only with that")
        }
        let isBound = role.bound == .county
        guard isBound == (everyCounty != (county.county != nil)), !(everyCounty && county.county != nil) else {
            throw ValidationError(
                isBound
                    ? "a \(role.rawValue) is of one county or of all: give --county or --every-county"
                    : "a \(role.rawValue) is of no county: give neither --county nor --every-county")
        }
        return Scope(county: county.county, subPlatform: subPlatform, partner: partner)
    }
}

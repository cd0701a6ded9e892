public import ArgumentParser
internal import Logging

/// Who gives a command of a kind of work, in which role, and why.
///
/// A token says who and in which role, and reaches as far as it says. Without one, whoever can run the command is on the
/// service's own host, with its database's password, and says so: such a one reaches everything, in the roles that the
/// command admits. Where ``AccessSettings/commands`` asks for a token, that is not enough.
public struct ActorOptions<Work: Duty>: ParsableArguments, ActingOptions {
    @Option(help: "Who gives the command, on the service's own host; it is recorded.")
    var actor: String?

    @Option(help: "In which role; the one that the command is there for, unless said.")
    var role: Role?

    @Option(help: "A file with a token, which says who gives the command and in which role.")
    var tokenFile: String?

    @Option(help: "Why; it is recorded.")
    var reason = ""

    /// No options are given.
    public init() {}

    /// Sees that nobody is named twice, or by nothing.
    public func validate() throws {
        // Who is written in two ways would pass for two people.
        if let actor, actor.isEmpty || actor.contains(where: \.isWhitespace) {
            throw ValidationError("--actor names who gives the command; it cannot be empty, nor have spaces in it")
        }
        if tokenFile != nil, actor != nil || role != nil {
            throw ValidationError("--token-file says who and in which role: give neither --actor nor --role")
        }
    }

    /// What the command needs.
    public static var need: Need { Work.need }

    /// What is said of who acts.
    public var acting: Acting {
        Acting(need: Work.need, actor: actor, role: role, tokenFile: tokenFile, reason: reason)
    }
}

/// ``ActorOptions``, for whatever kind of work.
public protocol ActingOptions {
    /// What the command needs.
    static var need: Need { get }

    /// What is said of who acts.
    var acting: Acting { get }
}

/// Who is said to give a command, and what the command needs.
public struct Acting: Sendable {
    /// What the command needs.
    public let need: Need
    let actor: String?
    let role: Role?
    let tokenFile: String?
    let reason: String

    /// Who it is.
    /// - Throws: what is wrong with the token, or the ``Problem`` of a role that the command does not admit.
    func caller(_ access: AccessSettings) async throws -> Caller {
        let caller = try await named(access)
        try need.expect(caller.role)
        return caller
    }

    private func named(_ access: AccessSettings) async throws -> Caller {
        if let actor {
            guard access.commands == .named else {
                throw ValidationError(
                    "this system takes commands of who has a token (access.commands): --token-file FILE in place of --actor"
                )
            }
            return Caller(actor, as: role ?? need.usual)
        }
        guard let file = tokenFile ?? access.tokenFile else {
            throw ValidationError(
                "say who gives the command: --actor NAME on the service's own host, or --token-file FILE")
        }
        let token: String
        do {
            token = try FileContent.read(file)
        } catch {
            throw FileFault("\(file) cannot be read: name a file with a token")
        }
        let reader = TokenReader(
            keysFile: try access.requiredKeysFile(), trusting: access.authority, logger: Logger(label: "token"))
        try await reader.readKeys()
        return try await reader.caller(of: String(token.prefix { !$0.isWhitespace }))
    }
}

extension Role: ExpressibleByArgument {}

/// To run and watch a service.
public enum Operating: Duty {
    /// An operator.
    public static let need = Need(.operator)
}

/// What somebody must be to use a route or a command: one of these roles, each of which reaches as far as its token says.
public struct Need: Sendable, Equatable {
    /// The roles, the one that it is there for first.
    public let roles: [Role]

    /// One of these roles is needed.
    public init(_ first: Role, _ others: Role...) {
        roles = [first] + others
    }

    private init(roles: [Role]) {
        self.roles = roles
    }

    /// Any role will do: what is asked for is public, but not for programmes without a name.
    public static let anyRole = Need(roles: Role.allCases)

    /// The role that it is there for.
    var usual: Role { roles[0] }

    /// Refuses who is none of these.
    func expect(_ role: Role) throws(Problem) {
        guard roles.contains(role) else {
            let admitted = roles.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                403, "role-not-admitted",
                "a \(role.rawValue) may not do this, but one of \(admitted): use a token of such a role")
        }
    }
}

/// A kind of work, which routes and commands belong to, and what somebody must be to do it.
///
/// A type, so that neither a route nor a command of the command line can be declared without one.
public protocol Duty {
    /// What it needs.
    static var need: Need { get }
}

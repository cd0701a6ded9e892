public import Runtime
internal import Synchronization
public import Vocabulary

/// Issues the tokens of those who call an instance's services: by the instance's own key, and to each caller once.
public final class PassDesk: Sendable {
    private let issuer: TokenIssuer
    private let issued = Mutex<[Caller: String]>([:])

    /// How long they live, in seconds: longer than any run of a story or a bench.
    private static let life: Double = 12 * 3600

    /// The desk of an instance, by its folder `.run/NAME`.
    public init(instanceFolder: String) throws {
        issuer = try TokenIssuer(keyFile: "\(instanceFolder)/secrets/tokens.key")
    }

    /// A caller's token.
    public func token(of caller: Caller) throws -> String {
        if let token = issued.withLock({ $0[caller] }) { return token }
        let token = try issuer.token(for: caller, life: Self.life)
        issued.withLock { $0[caller] = token }
        return token
    }
}

extension Caller {
    /// Who buys with this token of theirs.
    public static func buyer(_ token: String) -> Caller { Caller(token, as: .buyer) }

    /// Somebody at a station, of whatever county.
    public static func clerk(_ name: String) -> Caller { Caller(name, as: .stationClerk) }

    /// Somebody of a county's offices, of whatever county.
    public static func officer(_ name: String) -> Caller { Caller(name, as: .countyOfficer) }

    /// Who drives, by the id that shifts name.
    public static func driver(_ id: String) -> Caller { Caller(id, as: .driver) }

    /// Somebody of the platform.
    public static func operating(_ name: String) -> Caller { Caller(name, as: .operator) }

    /// A partner's programme.
    public static func partner(_ name: String, of id: UUIDv7) -> Caller {
        Caller(name, as: .partner, within: Scope(partner: id))
    }
}

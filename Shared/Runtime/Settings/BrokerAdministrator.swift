/// A user of the broker with the tag `administrator`, as whom what partners need is made there.
public struct BrokerAdministrator: Sendable {
    /// Its name.
    public var user: String
    /// Its password.
    public var password: String

    /// Names both.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

/// Where RabbitMQ's management interface is, and as whom to ask it.
public struct ManagementSettings: Sendable {
    /// Without a slash at the end: `http://127.0.0.1:15672`.
    public var url: String
    /// Needs the tag `management` to see the virtual host, and `administrator` to see rights.
    public var user: String
    /// The user's password.
    public var password: String
    /// The file with the authorities that may vouch for the server of an `https` address; nil for those of the system.
    public var authorityFile: String?

    /// Says where, and as whom.
    public init(url: String, user: String, password: String, authorityFile: String? = nil) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.user = user
        self.password = password
        self.authorityFile = authorityFile
    }
}

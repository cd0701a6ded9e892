/// Where the broker is, and as whom to connect.
public struct AMQPConfiguration: Sendable, Hashable {
    /// A name or an address, without brackets.
    public var host: String
    /// 5672 for plain connections and 5671 for TLS, unless the broker was set up otherwise.
    public var port: Int
    /// The other nodes of the broker's cluster: the next one is tried when one does not answer, or is lost.
    public var alternates: [Address] = []
    /// `/` on a broker that was not set up otherwise.
    public var virtualHost: String
    /// The user that logs in, by SASL PLAIN.
    public var user: String
    /// The user's password.
    public var password: String
    /// What the broker's management pages call this connection.
    public var connectionName: String
    /// The peer is given up after two silent intervals; zero turns heartbeats off. Whole seconds count.
    public var heartbeat: Duration = .seconds(10)
    /// How long opening the socket may take.
    public var connectTimeout: Duration = .seconds(5)
    /// How long logging in, and each later request that has a reply, may take.
    public var replyTimeout: Duration = .seconds(10)
    /// How long one write may wait for a broker that has stopped reading before the connection is ended.
    public var writeTimeout: Duration = .seconds(20)
    /// How long to wait between attempts to connect.
    public var backoff = Backoff()
    /// How to encrypt; nil for a plain connection.
    public var tls: TLS?

    /// Describes a connection; what is not asked for here has a default and can be set afterwards.
    public init(
        host: String,
        port: Int = 5672,
        virtualHost: String = "/",
        user: String,
        password: String,
        connectionName: String,
        tls: TLS? = nil
    ) {
        self.host = host
        self.port = port
        self.virtualHost = virtualHost
        self.user = user
        self.password = password
        self.connectionName = connectionName
        self.tls = tls
    }

    /// Where a node of the broker is.
    public struct Address: Sendable, Hashable {
        /// A name or an address, without brackets.
        public var host: String
        /// The port that it listens on.
        public var port: Int

        /// States both.
        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// How many nodes there are to try.
    var nodes: Int { 1 + alternates.count }

    /// What leads to one node, by its number; the numbers go round.
    func reaching(node number: Int) -> AMQPConfiguration {
        guard number % nodes > 0 else { return self }
        let address = alternates[number % nodes - 1]
        var configuration = self
        configuration.host = address.host
        configuration.port = address.port
        return configuration
    }

    /// How the connection is encrypted and whom it trusts.
    public struct TLS: Sendable, Hashable {
        /// A PEM file with the authorities that may have signed the broker's certificate.
        public var authorityFile: String
        /// Whether the certificate must be made out to the host that was connected to.
        public var verifiesHostname: Bool
        /// What to show to a broker that asks for a certificate.
        public var identity: Identity?

        /// Trusts the authorities in a file.
        public init(authorityFile: String, verifiesHostname: Bool = true, identity: Identity? = nil) {
            self.authorityFile = authorityFile
            self.verifiesHostname = verifiesHostname
            self.identity = identity
        }

        /// A certificate of our own and its key, as PEM files.
        public struct Identity: Sendable, Hashable {
            /// The certificate, with the chain that leads to its authority.
            public var certificateFile: String
            /// The private key, unencrypted.
            public var keyFile: String

            /// Names the two files.
            public init(certificateFile: String, keyFile: String) {
                self.certificateFile = certificateFile
                self.keyFile = keyFile
            }
        }
    }
}

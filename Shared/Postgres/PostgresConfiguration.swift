/// Where a server is, who connects, and how long things may take.
public struct PostgresConfiguration: Sendable {
    /// How far the connection is encrypted and the server's certificate checked (`sslmode` of libpq).
    public enum TLSMode: String, Sendable, CaseIterable {
        /// Never encrypt.
        case disable
        /// Encrypt if the server can.
        case prefer
        /// Encrypt, without checking the certificate.
        case require
        /// Encrypt, and check that the certificate is signed by a trusted authority.
        case verifyCA = "verify-ca"
        /// Encrypt, and check also that the certificate is the host's.
        case verifyFull = "verify-full"
    }

    /// When an idle TCP connection is probed and given up, by the server as by the client: a session whose client's host
    /// has died holds its locks until the server notices.
    public struct Keepalive: Sendable {
        /// Seconds of silence before the first probe.
        public var idleSeconds: Int
        /// Seconds between probes.
        public var intervalSeconds: Int
        /// Unanswered probes after which the connection is lost.
        public var count: Int
        /// Milliseconds that sent bytes may stay unacknowledged before the connection is lost.
        public var userTimeoutMilliseconds: Int

        /// Gives up a silent peer after half a minute, unless told otherwise.
        public init(
            idleSeconds: Int = 15, intervalSeconds: Int = 5, count: Int = 3, userTimeoutMilliseconds: Int = 30_000
        ) {
            self.idleSeconds = idleSeconds
            self.intervalSeconds = intervalSeconds
            self.count = count
            self.userTimeoutMilliseconds = userTimeoutMilliseconds
        }
    }

    /// A host name, an address, or the folder of a Unix-domain socket.
    public var host: String
    /// The port.
    public var port: Int
    /// The database.
    public var database: String
    /// The role.
    public var user: String
    /// The password; nil where the server asks for none.
    public var password: String?
    /// The schema in which unqualified names are looked up (`search_path`); nil for the server's default.
    public var schema: String?
    /// What `pg_stat_activity` shows the connection as.
    public var applicationName: String
    /// How long connecting may take.
    public var connectTimeout: Duration = .seconds(5)
    /// How long a statement may take before the server cancels it; nil for the server's default.
    public var statementTimeout: Duration? = .seconds(30)
    /// How long a transaction may be idle before the server ends the connection; nil for the server's default. Few events
    /// of all services leave ahead of a transaction that a process which is held up has left open.
    public var idleInTransactionSessionTimeout: Duration? = .seconds(20)
    /// Whether statements find their rows by index, however few there are, by plans that are made once (``PlanningByIndex``).
    public var findsByIndex = false
    /// When a silent peer is given up.
    public var keepalive = Keepalive()
    /// How far the connection is encrypted.
    public var tlsMode: TLSMode = .prefer
    /// The file of the certificates that are trusted (`sslrootcert`).
    public var tlsRootCertificate: String?

    /// A configuration with the usual bounds.
    public init(
        host: String, port: Int = 5432, database: String, user: String, password: String? = nil,
        schema: String? = nil, applicationName: String
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
        self.schema = schema
        self.applicationName = applicationName
    }
}

extension PostgresConfiguration: CustomStringConvertible {
    /// Where and who, without the password.
    public var description: String { "\(user)@\(host):\(port)/\(database)" }
}

extension PostgresConfiguration: CustomReflectable {
    /// Shows what the description shows, so that `dump` prints no password.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description])
    }
}

extension PostgresConfiguration {
    /// The keywords of a connection string of libpq (section 34.1.2 of its manual).
    var parameters: [(keyword: String, value: String)] {
        var parameters = [
            ("host", host), ("port", String(port)), ("dbname", database), ("user", user),
            ("application_name", applicationName), ("client_encoding", "UTF8"), ("options", options),
            ("sslmode", tlsMode.rawValue), ("gssencmode", "disable"), ("keepalives", "1"),
            ("keepalives_idle", String(keepalive.idleSeconds)),
            ("keepalives_interval", String(keepalive.intervalSeconds)),
            ("keepalives_count", String(keepalive.count)),
            ("tcp_user_timeout", String(keepalive.userTimeoutMilliseconds)),
        ]
        if let password { parameters.append(("password", password)) }
        if let tlsRootCertificate { parameters.append(("sslrootcert", tlsRootCertificate)) }
        return parameters
    }

    /// Session settings that travel with the start of the session, and so cost no round trip.
    private var options: String {
        // Compiling a plan takes a tenth of a second, and statements are shorter than that. The server does it for a plan that it
        // takes to be dear, as it does a small table's that is read without an index though that was to be avoided.
        var settings = [("jit", "off")]
        if let schema { settings.append(("search_path", quotedIdentifier(schema))) }
        if let statementTimeout {
            settings.append(("statement_timeout", String(statementTimeout.milliseconds)))
        }
        if let idleInTransactionSessionTimeout {
            settings.append(
                ("idle_in_transaction_session_timeout", String(idleInTransactionSessionTimeout.milliseconds)))
        }
        if findsByIndex { settings += PlanningByIndex.settings }
        settings += [
            ("tcp_keepalives_idle", String(keepalive.idleSeconds)),
            ("tcp_keepalives_interval", String(keepalive.intervalSeconds)),
            ("tcp_keepalives_count", String(keepalive.count)),
            ("tcp_user_timeout", String(keepalive.userTimeoutMilliseconds)),
        ]
        return settings.map { "-c \($0)=\(escapedOption($1))" }.joined(separator: " ")
    }

    /// The server splits its options at spaces unless a backslash stands before them.
    private func escapedOption(_ value: String) -> String {
        value.reduce(into: "") { escaped, character in
            if character == " " || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}

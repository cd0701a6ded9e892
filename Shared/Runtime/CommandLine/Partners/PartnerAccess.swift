internal import Delivery
internal import Eventing
internal import Vocabulary

/// How a partner gets at what it is told.
struct PartnerAccess: Record {
    var id: UUIDv7?
    var user: String
    var queue: String
    var history: String
    /// Only where it is not in a file, and new.
    var password: String?

    init(id: UUIDv7?, _ address: PartnerAddress, password: String?) {
        self.id = id
        user = address.user
        queue = address.queue
        history = address.history
        self.password = password
    }

    init(_ fields: inout some FieldCoder, _ access: PartnerAccess?) throws(EventFault) {
        id = try fields.optional("id", access?.id)
        user = try fields.field("user", access?.user)
        queue = try fields.field("queue", access?.queue)
        history = try fields.field("history", access?.history)
        password = try fields.optional("password", access?.password)
    }

    /// For people.
    func words(passwordFile: String?) -> String {
        let secret =
            password.map { "password: \($0) (it is shown this once)" }
            ?? passwordFile.map { "password: in \($0)" } ?? "password: as it was"
        return
            ([id.map { "id:       \($0)" }, "user:     \(user)", secret, "queue:    \(queue)", "history:  \(history)"])
            .compactMap(\.self).joined(separator: "\n")
    }
}

/// Passwords of partners.
enum PartnerPassword {
    /// Makes a new one, of 256 random bits.
    static func make() -> String {
        Token.make().description + Token.make().description
    }
}

/// The file that the services have in common which tell a partner.
enum PartnerKeyFile {
    /// The key that a file holds. One that is not there is made.
    /// - Parameter path: nil for a key of this service alone.
    static func key(in path: String?) throws -> PartnerKey {
        guard let path else { return .make() }
        guard PrivateFile.exists(path) else {
            let key = PartnerKey.make()
            try PrivateFile.create(path, Base64Bytes(key.bytes).description)
            return key
        }
        let text = try FileContent.read(path).filter { !$0.isWhitespace }
        guard let key = Base64Bytes(text).flatMap({ PartnerKey($0.bytes) }) else {
            throw FileFault(
                "\(path) holds no key: name the file that `partner add` of another service made, or a new one")
        }
        return key
    }
}

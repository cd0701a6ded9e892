internal import Delivery
public import Eventing
public import Postgres

/// One invariant that an audit looked at.
public struct AuditCheck: Record {
    /// What must hold: `lots add up`.
    public var name: String
    /// How many things were looked at.
    public var examined: Int64
    /// What is wrong, each by its identifier; at most the first hundred.
    public var breaches: [String]

    /// States what was looked at and what is wrong.
    public init(_ name: String, examined: Int64, breaches: [String]) {
        self.name = name
        self.examined = examined
        self.breaches = Array(breaches.prefix(100))
    }

    /// Looks at a table as it is.
    /// - Parameters:
    ///   - table: the table whose rows are examined.
    ///   - breaches: finds what is wrong, each by its identifier as text.
    public init(
        _ name: String, over table: String, _ breaches: PostgresQuery, in transaction: PostgresTransaction
    ) async throws {
        let count = try transaction.send("SELECT count(*) FROM \(identifier: table)")
        let found = try await transaction.query(breaches).decode(String.self)
        self.init(name, examined: try await count.rows.decode(Int64.self).first ?? 0, breaches: found)
    }

    /// Passes the fields through.
    public init(_ fields: inout some FieldCoder, _ check: AuditCheck?) throws(EventFault) {
        name = try fields.field("name", check?.name)
        examined = try fields.field("examined", check?.examined)
        breaches = try fields.field("breaches", check?.breaches)
    }
}

/// What an audit of one service found.
struct AuditReport: Record {
    var service: String
    var isOK: Bool
    var checks: [AuditCheck]
    /// What was told and heard of each source, by which two services are compared.
    var streams: [DeliveryAudit.Tally]
    /// Who must have heard what was told.
    var publications: [Publication]

    init(service: String, checks: [AuditCheck], streams: [DeliveryAudit.Tally], publications: [Publication]) {
        self.service = service
        isOK = checks.allSatisfy(\.breaches.isEmpty)
        self.checks = checks
        self.streams = streams
        self.publications = publications
    }

    init(_ fields: inout some FieldCoder, _ report: AuditReport?) throws(EventFault) {
        service = try fields.field("service", report?.service)
        isOK = try fields.field("ok", report?.isOK)
        checks = try fields.field("checks", report?.checks)
        streams = try fields.field("streams", report?.streams)
        publications = try fields.field("publications", report?.publications)
    }
}

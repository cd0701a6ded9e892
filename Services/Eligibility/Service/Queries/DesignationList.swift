public import EligibilityDomain
public import Eventing
public import Postgres
public import Vocabulary

extension CountyDesignation.Level: CodeFieldValue {}

extension CountyDesignation: Record {
    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ designation: Self?) throws(EventFault) {
        let code = try fields.field("code", designation?.code)
        let level = try fields.field("level", designation?.level)
        let firstDay = try fields.field("from", designation?.firstDay)
        let lastDay = try fields.optional("to", designation?.lastDay)
        let source = try fields.field("source", designation?.source)
        self.init(code: code, level: level, firstDay: firstDay, lastDay: lastDay, source: source)
    }
}

/// The designations on record.
public struct DesignationList: Record {
    /// By place and first day, at most the first thousand.
    public var designations: [CountyDesignation]

    init(_ designations: [CountyDesignation]) {
        self.designations = designations
    }

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ list: Self?) throws(EventFault) {
        designations = try fields.field("designations", list?.designations)
    }
}

extension EligibilityService {
    /// All designations of all places.
    /// - Parameter county: only those of this county and its villages; nil for all.
    public func designations(
        of county: DivisionCode? = nil, in transaction: PostgresTransaction
    ) async throws -> DesignationList {
        let designations = try await DesignationStore(transaction: transaction).load(limit: Int64(maximumListLength))
        return DesignationList(designations.filter { county == nil || $0.code.county == county })
    }
}

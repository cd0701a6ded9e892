internal import CatalogueDomain
public import CatalogueEvents
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Storefronts to be opened.
public struct PavilionSheet: Record {
    /// One of them.
    public struct Entry: Record {
        /// The county that it sells for.
        public var county: DivisionCode
        /// What it is called.
        public var name: ProductPublished.Name
        /// Who runs it.
        public var operatorID: UUIDv7

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            county = try fields.field("county", entry?.county)
            name = try fields.field("name", entry?.name)
            operatorID = try fields.field("operator", entry?.operatorID)
        }
    }

    /// All of them.
    public var pavilions: [Entry]

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        pavilions = try fields.field("pavilions", sheet?.pavilions)
    }
}

extension CatalogueService {
    /// Opens the storefronts of counties: all of them, or none.
    public func openPavilions(
        _ sheet: PavilionSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.pavilions.count, field: "pavilions")
        for entry in sheet.pavilions { try context.caller.expect(entry.county, field: "county") }
        let pavilions = try sheet.pavilions.map { entry in
            try Pavilion.open(
                id: .make(), county: entry.county, name: BilingualName(zh: entry.name.zh, en: entry.name.en),
                operatorID: entry.operatorID)
        }
        try PavilionStore(transaction: transaction).insert(pavilions)
        for pavilion in pavilions {
            try AuditTrail.record("open-pavilion", on: pavilion.id.description, by: context, in: transaction)
        }
        return Told(IDList(pavilions.map(\.id)))
    }
}

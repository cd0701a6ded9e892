internal import CatalogueDomain
public import CatalogueEvents
public import Eventing
public import Postgres
public import Runtime
public import Vocabulary

/// Producers to be taken on.
public struct ProducerSheet: Record {
    /// One of them.
    public struct Entry: Record {
        /// What it is.
        public var kind: PublicProducer.Kind
        /// A household's token.
        public var token: Token?
        /// The public name of any other.
        public var name: ProductPublished.Name?
        /// Where it produces.
        public var county: DivisionCode

        /// Lists the fields.
        public init(_ fields: inout some FieldCoder, _ entry: Self?) throws(EventFault) {
            kind = try fields.field("kind", entry?.kind)
            token = try fields.optional("token", entry?.token)
            name = try fields.optional("name", entry?.name)
            county = try fields.field("county", entry?.county)
        }
    }

    /// All of them.
    public var producers: [Entry]

    /// Lists the fields.
    public init(_ fields: inout some FieldCoder, _ sheet: Self?) throws(EventFault) {
        producers = try fields.field("producers", sheet?.producers)
    }
}

extension CatalogueService {
    /// Takes producers on: all of them, or none.
    public func registerProducers(
        _ sheet: ProducerSheet, _ context: CommandContext, in transaction: PostgresTransaction
    ) async throws -> Told<IDList> {
        try Bounds.check(count: sheet.producers.count, field: "producers")
        for entry in sheet.producers { try context.caller.expect(entry.county, field: "county") }
        let producers = try sheet.producers.map { entry in
            try Producer.register(
                id: .make(), kind: ProducerKind(entry.kind), token: entry.token,
                name: entry.name.map { BilingualName(zh: $0.zh, en: $0.en) }, county: entry.county)
        }
        try ProducerStore(transaction: transaction).insert(producers)
        for producer in producers {
            try AuditTrail.record("register-producer", on: producer.id.description, by: context, in: transaction)
        }
        return Told(IDList(producers.map(\.id)))
    }
}

extension ProducerKind {
    fileprivate init(_ kind: PublicProducer.Kind) {
        self =
            switch kind {
            case .household: .household
            case .cooperative: .cooperative
            case .enterprise: .enterprise
            case .operator: .operator
            }
    }
}

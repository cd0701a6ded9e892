internal import CatalogueDomain
internal import Delivery
internal import Postgres
internal import Vocabulary

/// Who grew or made goods.
struct ProducerStore {
    let transaction: PostgresTransaction

    /// The producers of some ids.
    func load(_ ids: [UUIDv7]) async throws -> [UUIDv7: Producer] {
        let rows = try await transaction.query(
            "SELECT id, kind, token, name_zh, name_en, county FROM producer WHERE id = ANY (\(ids))"
        ).decode(UUIDv7.self, ProducerKind.self, Token?.self, String?.self, String?.self, DivisionCode.self)
        return Dictionary(
            rows.map { id, kind, token, zh, en, county in
                var name: BilingualName?
                if let zh, let en { name = BilingualName(zh: zh, en: en) }
                return (id, Producer(id: id, kind: kind, token: token, name: name, county: county))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Keeps new producers.
    func insert(_ producers: [Producer]) throws {
        try transaction.send(
            """
            INSERT INTO producer (id, kind, token, name_zh, name_en, county)
            SELECT * FROM unnest(
                \(producers.map(\.id)), \(producers.map(\.kind)), \(producers.map(\.token)),
                \(producers.map(\.name?.zh)), \(producers.map(\.name?.en)), \(producers.map(\.county)))
            """)
    }
}

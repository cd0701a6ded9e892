internal import Postgres

extension RuntimeTables {
    /// What a service does in the tables of what it does for its callers.
    static let rights = SchemaRights(tables: [
        "audit_trail": .insert,
        "chain_head": .update,
        "chain_link": .insert,
        "chain_waiting": [.insert, .delete],
        "idempotency": .insert,
        "personal_key": [.insert, .delete],
        "personal_look_up": .insert,
        "time_source": [],
    ])
}

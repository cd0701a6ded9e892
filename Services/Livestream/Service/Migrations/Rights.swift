public import Postgres

extension LivestreamService {
    /// What it does in its tables.
    public static let rights = SchemaRights(tables: [
        "alleviation_day": [.insert, .update],
        "attribution": .insert,
        "audience_count": .insert,
        "audience_register": [.insert, .update],
        "day_sale": .insert,
        "engagement": .insert,
        "episode": [.insert, .update],
        "episode_view": [.insert, .update],
        "history": .insert,
        "known_listing": [.insert, .update],
        "known_lot": [.insert, .update],
        "known_product": [.insert, .update],
        "offer_slot": [.insert, .update],
        "order_credit": .insert,
        "order_settlement": [.insert, .update],
        "presenter": [.insert, .update],
        "programme": [.insert, .update],
        "recording": .insert,
        "slot_allocation": [.insert, .update],
        "tracked_order": [.insert, .update],
        "traffic_account": [.insert, .update],
        "traffic_grant": .insert,
    ])
}

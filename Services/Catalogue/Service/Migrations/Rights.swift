public import Postgres

extension CatalogueService {
    /// What it does in its tables.
    public static let rights = SchemaRights(tables: [
        "certificate": .insert,
        "designation": [.insert, .update],
        "floor_appeal": [.insert, .update],
        "household_standing": [.insert, .update],
        "inspection": .insert,
        "listing": .insert,
        "lot": [.insert, .update],
        "lot_member": .insert,
        "lot_parent": .insert,
        "pavilion": [.insert, .update],
        "price_breach": .insert,
        "price_floor": .insert,
        "producer": .insert,
        "product": [.insert, .update],
        "product_option": .insert,
        "product_sub_platform": .insert,
        "reservation": [.insert, .update],
        "reservation_allocation": [.insert, .update],
        "slot_share": [.insert, .delete],
        "slot_stock": [.insert, .update],
        "stock_history": .insert,
        "stock_movement": .insert,
    ])
}

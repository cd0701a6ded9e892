public import Postgres

extension LogisticsService {
    /// What it does in its tables.
    public static let rights = SchemaRights(tables: [
        "compartment": .insert,
        "consignment": [.insert, .update],
        "consignment_item": [.insert, .update],
        "destination": [.insert, .update],
        "driver_command": .insert,
        "excursion": .insert,
        "excursion_item": .insert,
        "goods_exposure": [.insert, .update],
        "goods_movement": .insert,
        "history": .insert,
        "lane": [.insert, .update],
        "run": [.insert, .update],
        "run_stop": [.insert, .update],
        "shift": .insert,
        "site": [.insert, .update],
        "site_band": [.insert, .delete],
        "site_opening": [.insert, .delete],
        "stop_handling": [.insert, .delete],
        "temperature_reading": .insert,
        "vehicle": .insert,
    ])
}

public import Postgres

extension DeliveryTables {
    /// What a service does in its tables of delivery. What a restore writes down, its owner does.
    public static let rights = SchemaRights(
        tables: [
            "audit_mark": .update,
            "deadline": [.insert, .update, .delete],
            "dropped_tally": [.insert, .update],
            "event_cursor": .update,
            "event_epoch": [],
            "event_kept": [.insert, .update, .delete],
            "event_log": .insert,
            "event_subject": [.insert, .update],
            "event_tally": [.insert, .update, .delete],
            "gap": [.insert, .update, .delete],
            "handling_attempt": [.insert, .update, .delete],
            "heard_question": [.insert, .update, .delete],
            "inbox": .insert,
            "inbox_earlier": .delete,
            "inbox_subject": [.insert, .update],
            "log_retention": [],
            "lost_event": [],
            "lost_version": [],
            "parked_events": [.insert, .update, .delete],
            "parked_plan": [.insert, .update, .delete],
            "parked_step": [.insert, .update],
            "partner": [.insert, .update, .delete],
            "partner_order": .insert,
            "partner_subject": [.insert, .update],
            "passed_over": .insert,
            "refill": [.insert, .update],
            "refill_answer": [.insert, .update, .delete],
        ],
        sequences: ["event_position"],
        functions: ["make_day(text,date)", "drop_day(text,date)"])
}

public import Postgres

extension OrdersService {
    /// What it does in its tables. Providers of payments are named by migrations alone.
    public static let rights = SchemaRights(tables: [
        "allocation": [.insert, .update],
        "allocation_member": .insert,
        "claim": [.insert, .update],
        "claim_item": .insert,
        "consignment": [.insert, .update],
        "determination": .insert,
        "handover": .insert,
        "ledger_account": [],
        "ledger_balance": [.insert, .update],
        "ledger_posting": .insert,
        "ledger_transaction": [.insert, .update],
        "ledger_uncounted": [.insert, .update, .delete],
        "listing": [.insert, .delete],
        "order_history": .insert,
        "order_line": [.insert, .update],
        "payment": [.insert, .update],
        "payment_notification": .insert,
        "payment_provider": [],
        "payment_return": [.insert, .update],
        "payout": [.insert, .update],
        "payout_recovery": [.insert, .update],
        "payout_share": [.insert, .update],
        "product": [.insert, .update],
        "sales_order": [.insert, .update],
        "settlement": .insert,
        "settlement_line": .insert,
        "settlement_share": .insert,
        "station": [.insert, .update],
        "weighing": .insert,
    ])
}

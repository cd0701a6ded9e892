/// A table that has rows of orders, and how a row of a further order differs from the one that it is copied from.
struct GrownTable: Sendable {
    /// With its schema.
    let name: String
    /// Identifiers of what there is one of for each order: they become others, the same one everywhere.
    var fresh: [String] = []
    /// The same as text.
    var freshTexts: [String] = []
    /// Texts that no two orders may share.
    var numbered: [String] = []
    /// Columns that a row gets by itself.
    var given: Set<String> = []
    /// Which rows are of orders; all unless given.
    var condition = "true"
    /// Whether it is a log, which has rows of the day before, so that the relay does not tell them again.
    var isLog = false

    /// All tables that grow with orders.
    static let all = catalogue + eligibility + logistics + orders

    private static let catalogue = [
        GrownTable(name: "catalogue.reservation", fresh: ["order_id"]),
        GrownTable(name: "catalogue.reservation_allocation", fresh: ["id", "order_id"]),
        GrownTable(
            name: "catalogue.stock_history", fresh: ["subject", "cause"], given: ["number"],
            condition: "subject IN (SELECT order_id FROM catalogue.reservation)"),
        GrownTable(name: "catalogue.stock_movement", given: ["number"]),
    ]

    private static let eligibility = [
        GrownTable(name: "eligibility.benefit_inquiry", fresh: ["order_id", "record"]),
        GrownTable(name: "eligibility.benefit_determination", fresh: ["order_id"]),
    ]

    private static let logistics = [
        GrownTable(name: "logistics.consignment", fresh: ["id", "order_id"]),
        GrownTable(name: "logistics.consignment_item", fresh: ["consignment", "allocation"]),
        GrownTable(
            name: "logistics.history", fresh: ["subject", "event_id"], given: ["number"],
            condition: "subject IN (SELECT id FROM logistics.consignment)"),
    ]

    private static let orders = [
        GrownTable(name: "orders.sales_order", fresh: ["id"], numbered: ["partner_reference"]),
        GrownTable(name: "orders.order_line", fresh: ["order_id"]),
        GrownTable(name: "orders.consignment", fresh: ["id", "order_id"]),
        GrownTable(name: "orders.allocation", fresh: ["id", "order_id", "consignment"]),
        GrownTable(name: "orders.determination", fresh: ["order_id"]),
        GrownTable(name: "orders.order_history", fresh: ["order_id", "cause"], given: ["number"]),
        GrownTable(name: "orders.ledger_transaction", fresh: ["id", "reference", "order_id"]),
        GrownTable(name: "orders.ledger_posting", fresh: ["transaction"]),
        GrownTable(name: "orders.idempotency", numbered: ["key"]),
    ]

    /// What every service keeps of the events that it tells and hears.
    static func delivery(of service: String) -> [GrownTable] {
        [
            GrownTable(name: "\(service).event_subject", freshTexts: ["subject"], condition: ofFlow),
            GrownTable(name: "\(service).inbox_subject", freshTexts: ["subject"], condition: "source \(ofFlowSources)"),
            GrownTable(name: "\(service).inbox", fresh: ["id"], condition: "source \(ofFlowSources)"),
            GrownTable(
                name: "\(service).event_log", fresh: ["id", "causation_id", "correlation_id"],
                freshTexts: ["subject"], given: ["position"], condition: ofFlow, isLog: true),
        ]
    }

    private static let ofFlow = "aggregate IN ('order', 'stock', 'benefit', 'consignment')"
    private static let ofFlowSources = "~ '/(order|stock|benefit|consignment)$'"
}

extension GrownTable {
    /// Adds so many further rows for each that there is, in one statement.
    /// - Parameter columns: all columns of the table.
    func statement(columns: [String], copies: Int) -> String {
        let taken = columns.filter { !given.contains($0) }
        let values = taken.map(value).joined(separator: ", ")
        return """
            INSERT INTO \(name) (\(taken.map { "\"\($0)\"" }.joined(separator: ", ")))
            SELECT \(values) FROM \(name), generate_series(1, \(copies)) AS copy WHERE \(condition)
            """
    }

    /// The last digits of an identifier are random, so that others in their place make another one. Of nine, none has the
    /// number of a copy by chance, and those before them still tell apart what was made in the same millisecond.
    private func value(of column: String) -> String {
        let quoted = "\"\(column)\""
        let text = "overlay(\(quoted)::text PLACING lpad(to_hex(copy), 9, '0') FROM 28)"
        if fresh.contains(column) { return "\(text)::uuid" }
        if freshTexts.contains(column) { return text }
        if numbered.contains(column) { return "\(quoted) || '-' || copy" }
        if isLog, column == "day" { return "day - 1" }
        return quoted
    }
}

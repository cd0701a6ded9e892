internal import Eventing

/// The keys of personal data, and how much each keeps.
struct PersonalKeyList: Record {
    struct Line: Record {
        var key: String
        /// Whether new data is kept under it.
        var isCurrent: Bool
        /// Whether it is in the file.
        var isAtHand: Bool
        /// How many rows it keeps; nil where nobody looked.
        var rows: Int64?

        init(_ id: PersonalKeyID, isCurrent: Bool, isAtHand: Bool, rows: Int64?) {
            key = id.description
            self.isCurrent = isCurrent
            self.isAtHand = isAtHand
            self.rows = rows
        }

        init(_ fields: inout some FieldCoder, _ line: Line?) throws(EventFault) {
            key = try fields.field("key", line?.key)
            isCurrent = try fields.field("current", line?.isCurrent)
            isAtHand = try fields.field("at_hand", line?.isAtHand)
            rows = try fields.optional("rows", line?.rows)
        }
    }

    var keys: [Line]

    /// Those of the file in the order in which they were made, and then those that only the schema knows.
    init(_ keys: PersonalKeys, rows: [PersonalKeyID: Int64]?, known: [PersonalKeyID] = []) {
        let missing = known.filter { !keys.ids.contains($0) }
        self.keys = (keys.ids + missing).map { id in
            Line(
                id, isCurrent: id == keys.current, isAtHand: keys.ids.contains(id),
                rows: rows.map { $0[id] ?? 0 })
        }
    }

    init(_ fields: inout some FieldCoder, _ list: PersonalKeyList?) throws(EventFault) {
        keys = try fields.field("keys", list?.keys)
    }

    /// For people.
    var table: Table {
        var table = Table("key", "current", "at hand", "rows")
        for line in keys {
            table.add(
                line.key, line.isCurrent ? "yes" : "", line.isAtHand ? "yes" : "missing",
                line.rows.map { "\($0)" } ?? "")
        }
        return table
    }
}

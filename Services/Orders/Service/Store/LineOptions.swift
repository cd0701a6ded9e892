internal import Eventing
internal import Postgres

/// What a buyer chose of a product's options, as it is stored.
struct LineOptions: Record {
    struct Choice: Record {
        var key: String
        var value: String

        init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        init(_ fields: inout some FieldCoder, _ choice: Choice?) throws(EventFault) {
            key = try fields.field("key", choice?.key)
            value = try fields.field("value", choice?.value)
        }
    }

    var chosen: [Choice]

    init(_ options: [String: String]) {
        chosen = options.sorted { $0.key < $1.key }.map { Choice(key: $0.key, value: $0.value) }
    }

    init(_ fields: inout some FieldCoder, _ options: LineOptions?) throws(EventFault) {
        chosen = try fields.field("chosen", options?.chosen)
    }

    /// The column's value: nothing for a line without options.
    static func stored(_ options: [String: String]) throws(EventFault) -> PostgresJSONB? {
        options.isEmpty ? nil : PostgresJSONB(bytes: try LineOptions(options).encoded())
    }

    /// Reads the column.
    static func read(_ stored: PostgresJSONB?) throws(EventFault) -> [String: String] {
        guard let stored else { return [:] }
        let chosen = try LineOptions(decoding: stored.bytes).chosen
        return Dictionary(chosen.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Writes what a service sent as a script of pgbench: each statement prepared once and executed with the same parameters,
/// the transactions in the order of their commits.
struct PlayScript {
    /// The names of the server's types, by their identifiers.
    let typeNames: [UInt32: String]
    /// The types of the parameters of statements, by their text.
    let types: [String: [UInt32]]

    /// A script, and what is left out of it.
    struct Script: Sendable, Equatable {
        var text: String
        /// How many statements it executes.
        var played = 0
        /// Statements whose types are not known.
        var left: Set<String> = []
    }

    /// The words that statements begin with which can be prepared.
    private static let preparable: Set = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]

    func script(playing transactions: [SentTransaction]) -> Script {
        var names: [String: String] = [:]
        var preparations: [String] = []
        var lines: [String] = []
        var script = Script(text: "")
        var written: [UInt64] = []
        for transaction in transactions {
            for statement in transaction.statements {
                guard let types = types(of: statement) else {
                    script.left.insert(statement.sql)
                    continue
                }
                script.played += 1
                let word = String(statement.sql.prefix { !$0.isWhitespace }).uppercased()
                guard Self.preparable.contains(word) else {
                    lines.append(statement.sql + ";")
                    continue
                }
                if names[statement.sql] == nil {
                    let name = "played_\(names.count + 1)"
                    names[statement.sql] = name
                    let list = types.isEmpty ? "" : "(\(types.map(\.name).joined(separator: ", ")))"
                    preparations.append("PREPARE \(name)\(list) AS \(statement.sql);")
                }
                let values = zip(statement.parameters, types).map { value, type in
                    type.id == Self.xid8 ? Self.shifted(value, past: written) : value
                }
                let list = values.isEmpty ? "" : "(\(values.joined(separator: ", ")))"
                lines.append("EXECUTE \(names[statement.sql] ?? "")\(list);")
            }
            if let xid = transaction.xid { written.append(xid) }
        }
        script.text = (preparations + [Self.start] + lines).joined(separator: "\n") + "\n"
        return script
    }

    private func types(of statement: SentStatement) -> [(id: UInt32, name: String)]? {
        if statement.parameters.isEmpty { return [] }
        guard let types = types[statement.sql], types.count == statement.parameters.count else { return nil }
        return types.map { ($0, typeNames[$0] ?? "unknown") }
    }

    private static let xid8: UInt32 = 5069

    /// Transactions have other identifiers when they are played: one after the other, from this one on.
    private static let start = "SELECT pg_current_xact_id()::text::bigint AS first \\gset"

    /// A transaction's identifier as it will be: behind those of as many transactions as wrote before it.
    private static func shifted(_ literal: String, past written: [UInt64]) -> String {
        guard let xid = UInt64(literal.filter(\.isNumber)), xid > 0 else { return literal }
        return "(:first + \(written.count { $0 < xid } + 1))::text::xid8"
    }
}

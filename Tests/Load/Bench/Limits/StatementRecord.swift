/// A statement that a service sent, as the server's log has it.
struct SentStatement: Equatable, Sendable {
    /// The text with `$1`, `$2` … in place of the parameters.
    var sql: String
    /// The parameters as literals of SQL: quoted, or NULL.
    var parameters: [String] = []
}

/// Statements of a service that were committed together.
struct SentTransaction: Equatable, Sendable {
    /// Begin and end among them; a statement by itself is its own transaction.
    var statements: [SentStatement]
    /// The transaction's identifier; nil for one that wrote nothing.
    var xid: UInt64?
}

/// Reads what services sent out of a server's log, which was written with `log_statement = all` and the prefix
/// ``StatementRecord/prefix``.
struct StatementRecord: Sendable {
    /// The prefix of the lines: session, user and the transaction's identifier.
    static let prefix = "%p %u %x "

    /// What was committed, by service, in the order of the commits.
    private(set) var transactions: [String: [SentTransaction]] = [:]
    /// The types of the parameters of statements, by their text, as the identifiers that the server gives to types.
    private(set) var types: [String: [UInt32]] = [:]

    /// What a service committed that had written something. The rest is reading alone: mostly looking whether there is
    /// something to do, which depends on how long the record took and not on how many orders there were.
    func written(by service: String) -> [SentTransaction] {
        (transactions[service] ?? []).filter { $0.xid != nil }
    }

    private var open: [Int: [SentStatement]] = [:]
    private var lastTree: [Int: [UInt32]] = [:]

    /// A record without transactions, that may know the types of statements.
    init(types: [String: [UInt32]] = [:]) {
        self.types = types
    }

    /// Reads a piece of the log, from the beginning of a line on.
    mutating func read(_ log: [UInt8]) {
        var entry: LogEntry?
        for line in log.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "\t") {
                // A line of a message behind its first one begins with a tab.
                entry?.text.append(UInt8(ascii: "\n"))
                entry?.text += line.dropFirst()
                continue
            }
            if let entry { take(entry) }
            entry = LogEntry(line)
        }
        if let entry { take(entry) }
    }

    private mutating func take(_ entry: LogEntry) {
        let text = String(decoding: entry.text, as: UTF8.self)
        switch entry.kind {
        case "LOG":
            guard text.hasPrefix("execute "), let colon = text.firstRange(of: ": ") else { return }
            add(SentStatement(sql: String(text[colon.upperBound...])), of: entry)
        case "DETAIL":
            if text.lowercased().hasPrefix("parameters: ") {
                note(parameters: Self.parameters(in: text.dropFirst("parameters: ".count)), of: entry)
            } else if text.hasPrefix("{QUERY") || text.hasPrefix("({QUERY") {
                lastTree[entry.session] = Self.types(inTree: text)
            }
        case "STATEMENT":
            if let tree = lastTree.removeValue(forKey: entry.session) { types[text] = tree }
        default: break
        }
    }

    // MARK: - Transactions

    private mutating func add(_ statement: SentStatement, of entry: LogEntry) {
        let word = statement.sql.prefix { !$0.isWhitespace && $0 != ";" }.uppercased()
        if word == "BEGIN" || word == "START" {
            open[entry.session] = [statement]
        } else if var statements = open[entry.session] {
            statements.append(statement)
            open[entry.session] = word == "COMMIT" || word == "ROLLBACK" ? nil : statements
            if word == "COMMIT" { commit(statements, of: entry) }
        } else {
            commit([statement], of: entry)
        }
    }

    private mutating func commit(_ statements: [SentStatement], of entry: LogEntry) {
        let xid = entry.xid == 0 ? nil : entry.xid
        transactions[entry.user, default: []].append(SentTransaction(statements: statements, xid: xid))
    }

    /// The parameters are in the line behind the statement's, when one that stands alone counts as committed already.
    private mutating func note(parameters: [String], of entry: LogEntry) {
        if let count = open[entry.session]?.count {
            open[entry.session]?[count - 1].parameters = parameters
        } else if var last = transactions[entry.user]?.popLast() {
            last.statements[last.statements.count - 1].parameters = parameters
            transactions[entry.user]?.append(last)
        }
    }

    // MARK: - Texts

    /// Reads `$1 = 'a', $2 = NULL`, in which a quote within quotes stands twice.
    static func parameters(in text: some StringProtocol) -> [String] {
        var parameters: [String] = []
        var value: [UInt8] = []
        var isQuoted = false
        var isValue = false
        func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if !isValue {
                if byte == UInt8(ascii: "=") { isValue = true }
            } else if !isQuoted, isSeparator(byte) {
                if !value.isEmpty { parameters.append(String(decoding: value, as: UTF8.self)) }
                isValue = value.isEmpty
                value = []
            } else {
                value.append(byte)
            }
        }
        if !value.isEmpty { parameters.append(String(decoding: value, as: UTF8.self)) }
        return parameters
    }

    /// The types of the parameters in a parse tree, by their numbers; 0 for one that the tree does not mention.
    ///
    /// The server breaks the lines of a tree wherever there is a space. Only what is of kind 0 comes from outside.
    static func types(inTree tree: String) -> [UInt32] {
        let words = tree.split(whereSeparator: \.isWhitespace)
        var types: [Int: UInt32] = [:]
        for (place, word) in words.enumerated() where word == ":paramkind" && place + 5 < words.count {
            guard words[place + 1] == "0", words[place + 2] == ":paramid", let number = Int(words[place + 3]),
                words[place + 4] == ":paramtype", let type = UInt32(words[place + 5])
            else { continue }
            types[number] = type
        }
        guard let last = types.keys.max() else { return [] }
        return (1...last).map { types[$0] ?? 0 }
    }
}

/// An entry of the log: `4711 orders 812 LOG:  execute s1: SELECT`.
private struct LogEntry {
    let session: Int
    let user: String
    let xid: UInt64
    let kind: String
    var text: [UInt8]

    init?(_ line: ArraySlice<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4, omittingEmptySubsequences: true)
        guard words.count == 5 else { return nil }
        let heads = words[..<4].map { String(decoding: $0, as: UTF8.self) }
        guard let session = Int(heads[0]), let xid = UInt64(heads[2]), heads[3].hasSuffix(":") else { return nil }
        self.session = session
        user = heads[1]
        self.xid = xid
        kind = String(heads[3].dropLast())
        text = Array(words[4].drop { $0 == UInt8(ascii: " ") })
    }
}

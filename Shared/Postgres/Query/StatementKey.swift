/// What makes two queries one prepared statement: the same text with parameters of the same types.
struct StatementKey: Hashable, Sendable {
    let sql: String
    let types: [UInt32]
}

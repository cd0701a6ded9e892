/// A statement and its parameters.
///
/// What is interpolated becomes a parameter, never text of the statement, so that no value can be taken for SQL:
///
///     let query: PostgresQuery = "SELECT name FROM village WHERE county = \(county) AND poor = \(true)"
///     query.sql  // SELECT name FROM village WHERE county = $1 AND poor = $2
///
/// A `String` is not a query; only a literal is.
public struct PostgresQuery: ExpressibleByStringInterpolation, Sendable {
    /// The statement with `$1`, `$2` … in place of the parameters.
    public let sql: String

    let bindings: QueryBindings

    /// Makes a query without parameters from a literal.
    public init(stringLiteral sql: String) {
        self.sql = sql
        bindings = QueryBindings()
    }

    /// Makes a query from a literal with interpolated parameters.
    public init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        bindings = stringInterpolation.bindings
    }

    /// Makes a query from text that was put together at run time. The caller answers for what is in it.
    public init(unsafeSQL sql: String) {
        self.sql = sql
        bindings = QueryBindings()
    }

    /// What the server keeps a prepared statement for.
    var key: StatementKey {
        StatementKey(sql: sql, types: bindings.types)
    }
}

extension PostgresQuery: CustomStringConvertible {
    /// The statement without the values of its parameters.
    public var description: String { sql }
}

extension PostgresQuery {
    /// Collects the statement and its parameters.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        @usableFromInline var sql = ""
        @usableFromInline var bindings = QueryBindings()

        /// Makes room for the literal and its parameters.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount * 3)
        }

        /// Adds text of the statement.
        public mutating func appendLiteral(_ literal: String) {
            sql.append(literal)
        }

        /// Adds a parameter: `\(value)`.
        @inlinable
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            bindings.append(value)
            appendPlaceholder()
        }

        /// Adds a parameter that may be NULL: `\(value)`. Without a place of its own, an optional would draw a warning.
        @inlinable
        public mutating func appendInterpolation<Value: PostgresCodable>(_ value: Value?) {
            bindings.append(value)
            appendPlaceholder()
        }

        /// Adds a name as a quoted identifier: `\(identifier: table)`.
        public mutating func appendInterpolation(identifier: String) {
            sql.append(quotedIdentifier(identifier))
        }

        /// Adds text to the statement as it is: `\(unescaped: sql)`. The caller answers for what is in it.
        public mutating func appendInterpolation(unescaped sql: String) {
            self.sql.append(sql)
        }

        @usableFromInline
        mutating func appendPlaceholder() {
            sql.append("$")
            sql.append(String(bindings.types.count))
        }
    }
}

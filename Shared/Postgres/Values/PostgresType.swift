/// A type of the server, by its object identifier (`pg_type.oid`).
public struct PostgresType: RawRepresentable, Hashable, Sendable {
    /// The object identifier.
    public let rawValue: UInt32

    /// Makes a type from its object identifier.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Lets the server infer the type from where the parameter stands.
    public static let unspecified = PostgresType(rawValue: 0)
    /// `boolean`
    public static let bool = PostgresType(rawValue: 16)
    /// `bytea`
    public static let bytea = PostgresType(rawValue: 17)
    /// `name`, the type of identifiers in the catalogue
    public static let name = PostgresType(rawValue: 19)
    /// `bigint`
    public static let int8 = PostgresType(rawValue: 20)
    /// `smallint`
    public static let int2 = PostgresType(rawValue: 21)
    /// `integer`
    public static let int4 = PostgresType(rawValue: 23)
    /// `text`
    public static let text = PostgresType(rawValue: 25)
    /// `json`
    public static let json = PostgresType(rawValue: 114)
    /// `real`
    public static let float4 = PostgresType(rawValue: 700)
    /// `double precision`
    public static let float8 = PostgresType(rawValue: 701)
    /// `character(n)`
    public static let bpchar = PostgresType(rawValue: 1042)
    /// `character varying(n)`
    public static let varchar = PostgresType(rawValue: 1043)
    /// `date`: days since 2000-01-01 as Int32
    public static let date = PostgresType(rawValue: 1082)
    /// `timestamp`: microseconds since 2000-01-01 as Int64
    public static let timestamp = PostgresType(rawValue: 1114)
    /// `timestamp with time zone`: microseconds since 2000-01-01 UTC as Int64
    public static let timestamptz = PostgresType(rawValue: 1184)
    /// `numeric`
    public static let numeric = PostgresType(rawValue: 1700)
    /// `uuid`: 16 bytes
    public static let uuid = PostgresType(rawValue: 2950)
    /// `jsonb`
    public static let jsonb = PostgresType(rawValue: 3802)
    /// `xid8`: a transaction's identifier as UInt64
    public static let xid8 = PostgresType(rawValue: 5069)

    /// The type of an array of this type, where it is a built-in one.
    public var array: PostgresType? {
        BuiltInType.arrays[self]
    }

    /// The type of an element, where this is a built-in array type.
    public var element: PostgresType? {
        BuiltInType.elements[self]
    }
}

extension PostgresType: CustomStringConvertible {
    /// The name as SQL has it, or the object identifier of a type that is not built in.
    public var description: String {
        if let name = BuiltInType.names[self] { return name }
        if let element { return "\(element)[]" }
        return "type \(rawValue)"
    }
}

/// The rows of `pg_type` that this library knows; the numbers are fixed since they are part of the wire protocol.
private enum BuiltInType {
    private static let all: [(type: PostgresType, array: UInt32, name: String)] = [
        (.bool, 1000, "boolean"),
        (.bytea, 1001, "bytea"),
        (.name, 1003, "name"),
        (.int2, 1005, "smallint"),
        (.int4, 1007, "integer"),
        (.text, 1009, "text"),
        (.bpchar, 1014, "character"),
        (.varchar, 1015, "character varying"),
        (.int8, 1016, "bigint"),
        (.float4, 1021, "real"),
        (.float8, 1022, "double precision"),
        (.json, 199, "json"),
        (.timestamp, 1115, "timestamp"),
        (.date, 1182, "date"),
        (.timestamptz, 1185, "timestamp with time zone"),
        (.numeric, 1231, "numeric"),
        (.uuid, 2951, "uuid"),
        (.jsonb, 3807, "jsonb"),
        (.xid8, 271, "xid8"),
    ]

    static let arrays = Dictionary(uniqueKeysWithValues: all.map { ($0.type, PostgresType(rawValue: $0.array)) })
    static let elements = Dictionary(uniqueKeysWithValues: all.map { (PostgresType(rawValue: $0.array), $0.type) })
    static let names = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0.name) })
}

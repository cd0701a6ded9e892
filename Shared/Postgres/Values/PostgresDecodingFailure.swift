/// Why a value could not be decoded. Thrown by a type that is ``PostgresDecodable``; a row adds which column it was.
public enum PostgresDecodingFailure: Error, Equatable {
    /// The server sent a type that the wanted one cannot be read from.
    case unexpectedType
    /// The value is NULL and the wanted type is not an optional.
    case unexpectedNull
    /// The value has fewer bytes than its type asks for.
    case truncated
    /// The value breaks a rule of the wanted type. The text completes "the value …" and must not contain the value.
    case malformed(String)
}

/// Reads the binary form of one value out of the server's reply, without copying the reply.
///
/// It cannot be copied and is only ever lent as `inout`, so that it does not outlive the memory that it reads.
public struct PostgresReader: ~Copyable {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    @usableFromInline var position = 0

    /// The type of the value, as the server said.
    public let type: PostgresType

    @inlinable
    init(_ bytes: UnsafeRawBufferPointer, type: PostgresType) {
        self.bytes = bytes
        self.type = type
    }

    /// How many bytes are yet to be read.
    @inlinable
    public var remaining: Int {
        bytes.count - position
    }

    /// Reads an integer in network byte order, as wide as its type.
    @inlinable
    public mutating func readInteger<Integer: FixedWidthInteger>(
        as _: Integer.Type = Integer.self
    ) throws(PostgresDecodingFailure) -> Integer {
        let source = try slice(MemoryLayout<Integer>.size)
        return Integer(bigEndian: source.loadUnaligned(as: Integer.self))
    }

    /// Reads so many bytes.
    @inlinable
    public mutating func readBytes(_ count: Int) throws(PostgresDecodingFailure) -> [UInt8] {
        [UInt8](try slice(count))
    }

    /// Reads all bytes that are left.
    @inlinable
    public mutating func readRemainingBytes() throws(PostgresDecodingFailure) -> [UInt8] {
        try readBytes(remaining)
    }

    /// Reads all bytes that are left as UTF-8, which is what a connection of this library speaks.
    @inlinable
    public mutating func readRemainingText() throws(PostgresDecodingFailure) -> String {
        String(decoding: try slice(remaining), as: UTF8.self)
    }

    /// The next bytes in place. They live as long as the reply.
    @inlinable
    mutating func slice(_ count: Int) throws(PostgresDecodingFailure) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw .truncated }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// Refuses bytes that nobody read: the value is not what its reader took it for.
    @inlinable
    func finish() throws(PostgresDecodingFailure) {
        guard remaining == 0 else { throw .malformed("has \(remaining) bytes too many") }
    }
}

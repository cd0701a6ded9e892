/// Writes the binary form of a parameter: integers in network byte order, bytes and text as they are.
public struct PostgresWriter: Sendable {
    @usableFromInline var bytes: [UInt8] = []

    @usableFromInline
    init() {}

    /// Writes an integer in network byte order, as wide as its type.
    @inlinable
    public mutating func write<Integer: FixedWidthInteger>(_ integer: Integer) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes as they are.
    @inlinable
    public mutating func write(contentsOf source: some Sequence<UInt8>) {
        bytes.append(contentsOf: source)
    }

    /// Writes a string as UTF-8, without a terminator.
    @inlinable
    public mutating func write(utf8 text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Overwrites four bytes that were written before.
    @inlinable
    mutating func patch(_ integer: Int32, at offset: Int) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: integer.bigEndian, toByteOffset: offset, as: Int32.self) }
    }
}

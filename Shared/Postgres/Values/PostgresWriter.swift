/// Writes the binary form of a parameter: integers in network byte order, bytes and text as they are.
public struct PostgresWriter: Sendable {
    @usableFromInline var bytes: [UInt8] = []

    @usableFromInline
    init() {}

    /// Makes room for so many bytes at once, where they would be copied each time that the buffer grows.
    @inlinable
    mutating func makeRoom(for count: Int) {
        let needed = bytes.count + count
        // By twice as much at least, so that many small demands do not each have all copied.
        if needed > bytes.capacity { bytes.reserveCapacity(max(needed, 2 * bytes.capacity)) }
    }

    /// Writes an integer in network byte order, as wide as its type.
    @inlinable
    public mutating func write<Integer: FixedWidthInteger>(_ integer: Integer) {
        bytes.append(addingCapacity: MemoryLayout<Integer>.size) { (span: inout OutputSpan<UInt8>) in
            var rest = integer.byteSwapped
            for _ in 0..<MemoryLayout<Integer>.size {
                span.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        }
    }

    /// Writes bytes as they are.
    @inlinable
    public mutating func write(contentsOf source: some Sequence<UInt8>) {
        bytes.append(contentsOf: source)
    }

    /// Writes a string as UTF-8, without a terminator.
    @inlinable
    public mutating func write(utf8 text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Overwrites four bytes that were written before.
    @inlinable
    mutating func patch(_ integer: Int32, at offset: Int) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: integer.bigEndian, toByteOffset: offset, as: Int32.self) }
    }
}

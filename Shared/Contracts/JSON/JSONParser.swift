public import Eventing

extension JSON {
    /// Reads a JSON text.
    public init(parsing bytes: some Collection<UInt8>) throws(EventFault) {
        var parser = JSONParser(bytes: Array(bytes))
        self = try parser.value(depth: 0)
        try parser.expectEnd()
    }
}

/// Reads a JSON text into values. Texts are left to the reader of events, which resolves their escapes.
private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    mutating func value(depth: Int) throws(EventFault) -> JSON {
        guard depth < JSONReader.maximumDepth else { throw .tooDeep(at: position) }
        switch next() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .list(try list(depth: depth + 1))
        case UInt8(ascii: "\""): return .text(try text())
        default: return try scalar()
        }
    }

    mutating func expectEnd() throws(EventFault) {
        guard next() == nil else { throw .malformed(at: position) }
    }

    private mutating func object(depth: Int) throws(EventFault) -> [JSON.Member] {
        var members: [JSON.Member] = []
        try take("{")
        while next() != UInt8(ascii: "}") {
            if !members.isEmpty { try take(",") }
            guard next() == UInt8(ascii: "\"") else { throw .malformed(at: position) }
            let name = try text()
            try take(":")
            members.append(JSON.Member(name, try value(depth: depth)))
        }
        try take("}")
        return members
    }

    private mutating func list(depth: Int) throws(EventFault) -> [JSON] {
        var elements: [JSON] = []
        try take("[")
        while next() != UInt8(ascii: "]") {
            if !elements.isEmpty { try take(",") }
            elements.append(try value(depth: depth))
        }
        try take("]")
        return elements
    }

    private mutating func text() throws(EventFault) -> String {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position += 1
        guard position <= bytes.count else { throw .malformed(at: bytes.count) }
        return try JSONReader.read(bytes[start..<position]) { (json) throws(EventFault) in try json.text() }
    }

    private mutating func scalar() throws(EventFault) -> JSON {
        let start = position
        while position < bytes.count, !Self.ends.contains(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return true
        case "false": return false
        case "null": return .null
        default:
            guard Double(word) != nil else { throw .malformed(at: start) }
            return .number(word)
        }
    }

    private mutating func take(_ character: Unicode.Scalar) throws(EventFault) {
        guard next() == UInt8(ascii: character) else { throw .malformed(at: position) }
        position += 1
    }

    /// The next byte that is no space.
    private mutating func next() -> UInt8? {
        while position < bytes.count, Self.spaces.contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private static let spaces = Set(" \t\r\n".utf8)
    private static let ends = Set(" \t\r\n,:{}[]\"".utf8)
}

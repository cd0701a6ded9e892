public import Vocabulary

/// Whom an event is edited for.
public struct EditionReader {
    /// Makes the stand-in of an identifier.
    let rekey: (String) -> String
    /// Whether an order is the partner's own.
    let owns: (UUIDv7) -> Bool

    /// Describes a partner.
    /// - Parameters:
    ///   - rekey: makes the stand-in of an identifier.
    ///   - owns: whether an order is the partner's own.
    public init(rekey: @escaping (String) -> String, owns: @escaping (UUIDv7) -> Bool) {
        self.rekey = rekey
        self.owns = owns
    }
}

extension PartnerEdition {
    /// An event's data as a partner is told it: with the fields that are told, and no other.
    /// - Parameter data: the bytes of a JSON object.
    public func edited(_ data: [UInt8], for reader: EditionReader) throws(EventFault) -> [UInt8] {
        var writer = EditionWriter(reader: reader, owned: ownedList)
        try JSONReader.read(data) { (json) throws(EventFault) in try writer.writeObject(of: &json, fields) }
        return writer.json.bytes
    }

    /// The list of which a partner is told its own elements, and the elements' field that names the order.
    private var ownedList: (list: StaticString, order: StaticString)? {
        guard case .senders(let list, let order) = audience else { return nil }
        return (list, order)
    }
}

/// Writes what is told of the values that it reads.
private struct EditionWriter {
    let reader: EditionReader
    let owned: (list: StaticString, order: StaticString)?
    var json = JSONWriter()

    mutating func writeObject(of source: inout JSONReader, _ fields: [EditionField]) throws(EventFault) {
        var members = try source.members()
        var isFirst = true
        json.append(UInt8(ascii: "{"))
        for field in fields {
            if case .withheld = field.decision { continue }
            guard var value = members.value(of: field.name) else { continue }
            if isFirst { isFirst = false } else { json.append(UInt8(ascii: ",")) }
            json.append(key: field.name)
            do { try write(&value, by: field) } catch { throw error.inside(field.name) }
        }
        json.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ value: inout JSONReader, by field: EditionField) throws(EventFault) {
        switch field.decision {
        case .told: json.append(raw: try value.rawValue())
        case .rekeyed: json.append(reader.rekey(try value.text()))
        case .within(let fields) where value.isList: try writeList(of: &value, fields, isOwned: isOwned(field))
        case .within(let fields): try writeObject(of: &value, fields)
        case .withheld: break
        }
    }

    private func isOwned(_ field: EditionField) -> Bool {
        owned.map { "\($0.list)" == "\(field.name)" } ?? false
    }

    private mutating func writeList(
        of value: inout JSONReader, _ fields: [EditionField], isOwned: Bool
    ) throws(EventFault) {
        var elements: [Slice<UnsafeRawBufferPointer>] = []
        try value.list { (element) throws(EventFault) in elements.append(try element.rawValue()) }
        var isFirst = true
        json.append(UInt8(ascii: "["))
        for element in elements {
            if isOwned, try !isOwn(element) { continue }
            if isFirst { isFirst = false } else { json.append(UInt8(ascii: ",")) }
            try writeElement(element, fields)
        }
        json.append(UInt8(ascii: "]"))
    }

    private mutating func writeElement(
        _ element: Slice<UnsafeRawBufferPointer>, _ fields: [EditionField]
    ) throws(EventFault) {
        try JSONReader.read(element) { (json) throws(EventFault) in try writeObject(of: &json, fields) }
    }

    private func isOwn(_ element: Slice<UnsafeRawBufferPointer>) throws(EventFault) -> Bool {
        guard let owned else { return true }
        return try PartnerEdition.identifier(owned.order, in: element).map(reader.owns) ?? false
    }
}

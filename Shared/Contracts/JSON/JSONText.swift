internal import Eventing

extension JSON {
    /// The value over lines, indented by two, with a line break at the end: what is kept in a file.
    public var text: String {
        var text = ""
        write(to: &text, indent: "\n")
        return text + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .object(let members):
            Self.write(members, between: "{", "}", to: &text, indent: indent) { member, text, indent in
                Self.write(quoted: member.name, to: &text)
                text += ": "
                member.value.write(to: &text, indent: indent)
            }
        case .list(let elements):
            Self.write(elements, between: "[", "]", to: &text, indent: indent) { element, text, indent in
                element.write(to: &text, indent: indent)
            }
        case .text(let content): Self.write(quoted: content, to: &text)
        case .number(let digits): text += digits
        case .boolean(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func write<Item>(
        _ items: [Item], between opening: String, _ closing: String, to text: inout String, indent: String,
        _ write: (Item, inout String, String) -> Void
    ) {
        text += opening
        for (place, item) in items.enumerated() {
            text += (place > 0 ? "," : "") + indent + "  "
            write(item, &text, indent + "  ")
        }
        text += (items.isEmpty ? "" : indent) + closing
    }

    private static func write(quoted content: String, to text: inout String) {
        var json = JSONWriter(capacity: content.utf8.count + 2)
        json.append(content)
        text += String(decoding: json.bytes, as: UTF8.self)
    }
}

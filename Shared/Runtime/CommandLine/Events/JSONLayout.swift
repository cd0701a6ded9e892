/// Lays JSON out over lines for people, without changing the order of its members or the form of its values.
enum JSONLayout {
    /// The text, indented by its brackets. What is no JSON comes out as it is, more or less.
    static func lay(out json: String) -> String {
        var layout = Layout()
        for character in json { layout.add(character) }
        return layout.text
    }

    private struct Layout {
        var text = ""
        private var depth = 0
        private var isQuoted = false
        private var isEscaped = false
        /// An opening bracket waits for what comes next, so that an empty pair stays together.
        private var hasOpened = false

        mutating func add(_ character: Character) {
            if isQuoted {
                text.append(character)
                isQuoted = isEscaped || character != "\""
                isEscaped = !isEscaped && character == "\\"
                return
            }
            if character.isWhitespace { return }
            let isClosing = character == "}" || character == "]"
            if isClosing { depth = max(0, depth - 1) }
            if hasOpened != isClosing { breakLine() }
            hasOpened = false
            switch character {
            case "\"":
                isQuoted = true
                text.append(character)
            case "{", "[":
                text.append(character)
                depth += 1
                hasOpened = true
            case ",":
                text.append(character)
                breakLine()
            case ":": text += ": "
            default: text.append(character)
            }
        }

        private mutating func breakLine() {
            text += "\n" + String(repeating: "    ", count: depth)
        }
    }
}

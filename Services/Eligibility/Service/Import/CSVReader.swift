/// Reads comma-separated values (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
struct CSVReader {
    /// One record, and the line of the file that it begins on, counted from 1.
    struct Row: Equatable {
        let line: Int
        let fields: [String]
    }

    /// A quote that was never closed.
    struct UnclosedQuote: Error, Equatable {
        let line: Int
    }

    private var rows: [Row] = []
    private var fields: [String] = []
    private var field: [UInt8] = []
    private var line = 1
    private var rowLine = 1
    private var quoteLine: Int?

    /// Reads all records. Empty lines are passed over, and so is a byte order mark.
    static func read(_ text: String) throws(UnclosedQuote) -> [Row] {
        var reader = CSVReader()
        let bytes = Array(text.utf8)
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        var position = bytes.starts(with: mark) ? mark.count : 0
        while position < bytes.count {
            position += reader.take(bytes[position], before: position + 1 < bytes.count ? bytes[position + 1] : nil)
        }
        if let line = reader.quoteLine { throw UnclosedQuote(line: line) }
        reader.endRow()
        return reader.rows
    }

    /// Takes a byte, and returns how many it took: two for a doubled quote.
    private mutating func take(_ byte: UInt8, before next: UInt8?) -> Int {
        let quote = UInt8(ascii: "\"")
        if byte == UInt8(ascii: "\n") { line += 1 }
        if quoteLine != nil {
            if byte == quote, next == quote {
                field.append(quote)
                return 2
            }
            if byte == quote { quoteLine = nil } else { field.append(byte) }
            return 1
        }
        switch byte {
        case quote where field.isEmpty: quoteLine = line
        case UInt8(ascii: ","): endField()
        case UInt8(ascii: "\n"): endRow()
        case UInt8(ascii: "\r") where next == UInt8(ascii: "\n"): break
        default: field.append(byte)
        }
        return 1
    }

    private mutating func endField() {
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
    }

    private mutating func endRow() {
        if !fields.isEmpty || !field.isEmpty {
            endField()
            rows.append(Row(line: rowLine, fields: fields))
            fields = []
        }
        rowLine = line
    }
}

internal import EligibilityDomain
internal import Vocabulary

/// Reads the fields of one row, and gathers what is wrong with them instead of stopping at the first.
struct RowReader {
    let line: Int
    private let fields: [EnrolmentColumn: String]
    private(set) var faults: [BadRow] = []

    init(_ row: CSVReader.Row, columns: [EnrolmentColumn]) {
        line = row.line
        fields = Dictionary(zip(columns, row.fields), uniquingKeysWith: { first, _ in first })
        if row.fields.count != columns.count {
            faults.append(
                BadRow(line: line, "has \(row.fields.count) fields where the header has \(columns.count)"))
        }
        for (column, field) in zip(columns, row.fields) where field.utf8.contains(0) {
            faults.append(BadRow(line: line, column: column, "holds the character U+0000: leave it out"))
        }
    }

    func text(_ column: EnrolmentColumn) -> String { fields[column] ?? "" }

    mutating func code<Code: RawRepresentable<String> & CaseIterable>(_ column: EnrolmentColumn, _: Code.Type) -> Code?
    {
        if let code = Code(rawValue: text(column)) { return code }
        return refuse(column, "is none of \(Code.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    mutating func codes<Code: RawRepresentable<String> & CaseIterable>(
        _ column: EnrolmentColumn, _: Code.Type
    ) -> [Code]? {
        let texts = text(column).split(separator: ";").map(String.init)
        let codes = texts.compactMap(Code.init(rawValue:))
        if codes.count == texts.count { return codes }
        return refuse(
            column, "is not a list, by semicolons, of \(Code.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    mutating func bool(_ column: EnrolmentColumn) -> Bool? {
        switch text(column) {
        case "yes": true
        case "no": false
        default: refuse(column, "is neither yes nor no")
        }
    }

    mutating func day(_ column: EnrolmentColumn) -> Day? {
        Day(text(column)) ?? refuse(column, "is no day YYYY-MM-DD")
    }

    mutating func village(_ column: EnrolmentColumn) -> DivisionCode? {
        if let code = DivisionCode(text(column)), code.level == .village { return code }
        return refuse(column, "is no village's code of 12 digits")
    }

    mutating func count(_ column: EnrolmentColumn) -> Int64? {
        if let count = Int64(text(column)), (0...Self.largestCount).contains(count) { return count }
        return refuse(column, "is no whole number from 0 to \(Self.largestCount)")
    }

    /// A number with at most two decimals, in hundredths: yuan in fen, mu in hundredths. Empty is zero.
    mutating func hundredths(_ column: EnrolmentColumn) -> Int64? {
        let text = text(column)
        if text.isEmpty { return 0 }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        if parts.count <= 2, decimals.utf8.count <= 2, (parts.count == 1) == decimals.isEmpty,
            let whole = UInt32(parts[0]), whole <= Self.largestAmount, parts[0].first != "+",
            decimals.allSatisfy(\.isNumber),
            let hundredths = Int64(decimals + String(repeating: "0", count: 2 - decimals.utf8.count))
        {
            return Int64(whole) * 100 + hundredths
        }
        return refuse(column, "is no number up to \(Self.largestAmount) with at most two decimals, such as 1250.50")
    }

    mutating func name() -> String? {
        let name = text(.name)
        return name.isEmpty ? refuse(.name, "is missing") : name
    }

    mutating func identityNumber() -> String? {
        let number = text(.identityNumber)
        return IdentityNumber.isValid(number)
            ? number : refuse(.identityNumber, "is no identity number: count its 18 characters, and check the last")
    }

    mutating func phone() -> String?? {
        let phone = text(.phone)
        if phone.isEmpty { return .some(nil) }
        return phone.utf8.count <= 20 && phone.allSatisfy { $0.isNumber || $0 == "-" || $0 == "+" }
            ? .some(phone) : refuse(.phone, "is no telephone number of digits")
    }

    /// Notes that a field is wrong. What a personal one holds is not repeated, nor what looks like it: a row that has lost a
    /// comma has names and numbers in other columns.
    mutating func refuse<Value>(_ column: EnrolmentColumn, _ problem: String) -> Value? {
        let text = text(column)
        let value = column.isPersonal || Self.looksPersonal(text) ? "" : "\"\(text)\" "
        faults.append(BadRow(line: line, column: column, value + problem))
        return nil
    }

    /// A name is not ASCII; a telephone number has eleven digits, and an identity number more.
    private static func looksPersonal(_ text: String) -> Bool {
        !text.utf8.allSatisfy { $0 < 0x80 } || text.utf8.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } > 10
    }

    private static let largestCount: Int64 = 1_000_000
    /// So that what a thousand members have together is an amount that the database takes.
    private static let largestAmount = 10_000_000
}

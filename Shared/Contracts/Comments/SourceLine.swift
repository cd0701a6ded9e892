// What single lines of Swift say, as far as contracts need it.

extension Substring {
    struct TypeDeclaration {
        let name: String
        let isExtension: Bool
        /// What it inherits from or conforms to.
        let parents: [String]
    }

    private static let kinds: Set<Substring> = ["struct", "enum", "extension", "protocol", "class", "actor"]
    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "final", "indirect", "static",
    ]

    var trimmed: String {
        String(drop { $0 == " " })
    }

    /// The words behind `public` and the like.
    private var wordsBehindModifiers: [Substring] {
        Array(split(separator: " ").drop { Self.modifiers.contains($0) })
    }

    /// `public struct Line: Record {`
    var typeDeclaration: TypeDeclaration? {
        let words = wordsBehindModifiers
        guard words.count > 2, Self.kinds.contains(words[0]), contains("{") else { return nil }
        let head = prefix { $0 != "{" }.prefix(upTo: " where ")
        let parts = head.split(separator: ":", maxSplits: 1)
        let name = words[1].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        let parents = parts.count > 1 ? parts[1].split(separator: ",").map { $0.split(separator: " ")[0] } : []
        return TypeDeclaration(
            name: String(name), isExtension: words[0] == "extension", parents: parents.map(String.init))
    }

    /// `public var claimID: UUIDv7`
    var propertyName: String? {
        let words = wordsBehindModifiers
        guard words.count > 1, words[0] == "var" || words[0] == "let" else { return nil }
        return words[1].identifier
    }

    /// `case countyFund = "county-fund"`, or `case household` whose code is its name.
    var codeName: String? {
        let words = wordsBehindModifiers
        guard words.count > 1, words[0] == "case", !contains(","), !contains("(") else { return nil }
        return quoted ?? words[1].identifier
    }

    /// The arguments of a call as far as they stand in this line; nil if it is not called.
    func arguments(of call: String) -> Substring? {
        range(of: call).map { self[$0.upperBound...] }
    }

    /// The first text in quotes.
    var quoted: String? {
        let parts = split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count > 2 ? String(parts[1]) : nil
    }

    /// The property that is written: `line?.claimID`.
    var propertyRead: String? {
        range(of: "?.").flatMap { self[$0.upperBound...].identifier }
    }

    /// The property that is read into: `claimID = try …`, `self.line = try …`.
    var assigned: String? {
        guard let range = range(of: " = ") else { return nil }
        return self[..<range.lowerBound].split(whereSeparator: { $0 == " " || $0 == "." }).last?.identifier
    }

    /// The type that takes over the listing: `StationNotice(&fields, …)`.
    var listingPassedOn: String? {
        guard let range = range(of: "(&fields") else { return nil }
        let name = self[..<range.lowerBound].split(whereSeparator: { $0 == " " || $0 == "(" }).last
        return name.flatMap { $0.first?.isUppercase == true && $0 != "Self" ? String($0) : nil }
    }

    private var identifier: String? {
        let name = drop { $0 == "`" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : String(name)
    }

    private func prefix(upTo text: String) -> Substring {
        range(of: text).map { self[..<$0.lowerBound] } ?? self
    }

    private func range(of text: String) -> Range<Index>? {
        firstRange(of: text)
    }
}

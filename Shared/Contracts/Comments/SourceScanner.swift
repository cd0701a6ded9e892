/// Finds documentation comments in a Swift source, line by line, by the layout that `swift format` gives it: a type's
/// lines are indented deeper than its first and its closing bracket.
struct SourceScanner {
    typealias TypeName = SourceComments.TypeName

    private let module: String
    private var scopes: [(indent: Int, path: String)] = []
    private var comment: [String] = []
    /// The arguments of a call on `fields` stand in the next line.
    private var isInCall = false
    private(set) var found: [TypeName: SourceComments.TypeComments] = [:]

    init(module: String) {
        self.module = module
    }

    mutating func scan(_ source: String) {
        for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }.count
            scan(line.dropFirst(indent), indent: indent)
        }
    }

    private mutating func scan(_ line: Substring, indent: Int) {
        if line.hasPrefix("///") {
            comment.append(line.dropFirst(3).trimmed)
            return
        }
        if line.isEmpty || line.hasPrefix("@") { return }
        defer { comment = [] }
        if line.hasPrefix("}"), scopes.last?.indent == indent { scopes.removeLast() }
        if let declaration = line.typeDeclaration {
            open(declaration, line, indent: indent)
        } else {
            note(line)
        }
    }

    private mutating func open(_ declaration: Substring.TypeDeclaration, _ line: Substring, indent: Int) {
        let path = ((scopes.last.map { [$0.path] } ?? []) + [declaration.name]).joined(separator: ".")
        let name = TypeName(module: module, path: path)
        found[name, default: .init()].sources += declaration.parents
        // What stands over an extension tells of the extension.
        if !declaration.isExtension, let said { found[name]?.comment = said }
        if !line.hasSuffix("}") { scopes.append((indent, path)) }
    }

    private mutating func note(_ line: Substring) {
        guard let path = scopes.last?.path else { return }
        let name = TypeName(module: module, path: path)
        if let property = line.propertyName, let said { found[name]?.properties[property] = said }
        if let code = line.codeName, let said { found[name]?.codes[code] = said }
        noteListing(line, name)
    }

    private mutating func noteListing(_ line: Substring, _ name: TypeName) {
        let arguments = isInCall ? line : line.arguments(of: "fields.field(") ?? line.arguments(of: "fields.optional(")
        isInCall = false
        if let arguments {
            isInCall = arguments.isEmpty
            if let field = arguments.quoted {
                found[name]?.fields[field] = arguments.propertyRead ?? line.assigned
            }
        }
        if let source = line.listingPassedOn { found[name]?.sources.append(source) }
    }

    /// The comment before this line as one text, without the marks of references to code.
    private var said: String? {
        guard !comment.isEmpty else { return nil }
        let paragraphs = comment.split(separator: "").map { $0.joined(separator: " ") }
        return paragraphs.joined(separator: "\n\n").replacing("``", with: "`")
    }
}

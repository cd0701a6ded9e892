/// Text with one form only for the same content: a line per field, in a fixed order, with the length of the value in
/// bytes.
///
/// The length keeps a value that contains a line break from passing for two fields.
struct CanonicalText: CustomStringConvertible {
    private(set) var description: String

    /// Begins the text of a kind of content.
    init(kind: String) {
        description = "throughtrain.\(kind).v1\n"
    }

    /// Adds a field; an absent value differs from an empty one.
    mutating func add(_ name: String, _ value: (some CustomStringConvertible)?) {
        guard let value = value?.description else {
            description += "\(name) -\n"
            return
        }
        description += "\(name) \(value.utf8.count):\(value)\n"
    }
}

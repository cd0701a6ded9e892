public import Vocabulary

extension ContentDigest {
    /// Reads a digest that a command names in a field.
    public init(said text: String, field: String) throws(Problem) {
        guard let digest = ContentDigest(text) else {
            throw Problem(
                422, "no-digest", "\(field) takes a SHA-256 of 64 hexadecimal digits in lower case", field: field)
        }
        self = digest
    }
}

/// A name as SQL takes it literally, whatever characters it has.
func quotedIdentifier(_ name: String) -> String {
    var quoted = "\""
    for character in name {
        quoted.append(character == "\"" ? "\"\"" : String(character))
    }
    return quoted + "\""
}

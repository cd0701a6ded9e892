/// Something was told of what is not there. It cannot happen, so the event is kept for an operator to look at.
struct Unheard: Error, CustomStringConvertible {
    let description: String

    init(_ what: String) {
        description = "nothing is known of \(what)"
    }
}

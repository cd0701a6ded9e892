/// What is stored does not fit together. The schema's constraints should have kept it out.
struct StoreFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

internal import Runtime
internal import Vocabulary

extension RequestArguments {
    /// The last entry of the page before; nil for the first page.
    func after() throws(Problem) -> UUIDv7? {
        guard let text = query("after") else { return nil }
        guard let id = UUIDv7(text) else { throw Problem(400, "malformed", "after is not a UUID", field: "after") }
        return id
    }

    /// The state that is asked for; nil for any.
    /// - Parameter known: the states that there are.
    func state(of known: [String]) throws(Problem) -> String? {
        guard let state = query("state") else { return nil }
        guard known.contains(state) else {
            let states = known.joined(separator: ", ")
            throw Problem(400, "malformed", "state takes one of \(states)", field: "state")
        }
        return state
    }
}

internal import Runtime
internal import Vocabulary

extension RequestArguments {
    /// A parameter of the query that is a county; nil if it is not there.
    func queryCounty(_ name: String) throws(Problem) -> DivisionCode? {
        guard let text = query(name) else { return nil }
        guard let code = DivisionCode(text), code.level == .county else {
            throw Problem(400, "malformed", "\(name) is not a county's code", field: name)
        }
        return code
    }
}

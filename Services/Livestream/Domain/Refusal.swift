/// Why a command had no effect: a rule that it would have broken. The value that was asked stays as it was.
public protocol Refusal: Error, Equatable, CustomStringConvertible {
    /// A stable name of the rule, in kebab-case, for programs.
    var code: String { get }
    /// What is wrong and what to do about it, for a person.
    var description: String { get }
}

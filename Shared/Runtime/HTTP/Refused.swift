/// A rule's refusal, as callers of any kind are told of it. The refusals of a domain conform in its service.
public protocol Refused: Error, CustomStringConvertible {
    /// The rule's stable code: `not-in-state`.
    var code: String { get }
}

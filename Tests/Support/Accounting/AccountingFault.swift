/// Why the account of a program cannot be taken.
public struct AccountingFault: Error, CustomStringConvertible {
    /// Which program, and what is the matter.
    public let description: String

    /// Says what is the matter.
    public init(_ description: String) {
        self.description = description
    }
}

public import ArgumentParser

extension PersonalKeyID: ExpressibleByArgument {
    /// Reads eight hexadecimal digits.
    public init?(argument: String) { self.init(argument) }
}

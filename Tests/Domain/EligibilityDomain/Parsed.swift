extension LosslessStringConvertible {
    /// The value of a text that the test itself wrote, such as `Day.parsed("2019-07-07")`.
    static func parsed(_ text: String) -> Self {
        guard let value = Self(text) else { preconditionFailure("\(text) is no \(Self.self)") }
        return value
    }
}

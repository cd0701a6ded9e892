public import ArgumentParser
public import Vocabulary

/// Which county's things are wanted.
public struct CountyOptions: ParsableArguments {
    @Option(
        name: .customLong("county"), help: "Only what belongs to this county, by its code of 6 digits.",
        transform: CountyOptions.read)
    private var code: DivisionCode?

    /// Those of every county.
    public init() {}

    /// The county; nil for every one.
    public var county: DivisionCode? { code }

    /// Reads a county's code.
    /// - Throws: what says how one is written.
    @Sendable static func read(_ text: String) throws -> DivisionCode {
        guard let code = DivisionCode(text), code.level == .county else {
            throw ValidationError("`\(text)` is no county: give its code of 6 digits, such as 522728")
        }
        return code
    }
}

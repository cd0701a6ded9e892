public import ArgumentParser
internal import Foundation

/// Consent to what cannot be taken back.
public struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Do not ask whether it is meant; needed where nobody can be asked.")
    var yes = false

    /// Nothing is consented to.
    public init() {}

    /// Goes on only if the deed is meant: by `--yes`, or by the answer of the person at the terminal.
    /// - Parameter deed: what is about to happen: `order 7 is cancelled`.
    /// - Throws: ``NotConfirmed``; nothing was done then.
    public func confirm(_ deed: String) throws {
        if yes { return }
        guard Terminal.input.isInteractive, Terminal.error.isInteractive else { throw NotConfirmed.nobodyToAsk(deed) }
        FileHandle.standardError.write(Data("\(deed). Go on? [y/N] ".utf8))
        guard Self.isConsent(readLine() ?? "") else { throw NotConfirmed.declined }
    }

    /// Whether an answer says yes, and nothing else.
    static func isConsent(_ answer: String) -> Bool {
        ["y", "yes"].contains(answer.lowercased().filter { !$0.isWhitespace })
    }
}

/// Why something that cannot be taken back was not done.
public enum NotConfirmed: Error, Equatable, CustomStringConvertible {
    /// There is no terminal at which somebody could say so.
    case nobodyToAsk(String)
    /// The person at the terminal does not want it.
    case declined

    /// What was to happen, and how it is consented to.
    public var description: String {
        switch self {
        case .nobodyToAsk(let deed): "\(deed), which cannot be taken back: give --yes if that is meant"
        case .declined: "nothing was done"
        }
    }
}

internal import AMQP
public import ArgumentParser
internal import Delivery
internal import Foundation
internal import Postgres

/// The root command of a service's executable. It ends with a line that says what is wrong, if anything is, and with a
/// ``CommandExit`` that scripts can rely on.
public protocol ServiceProgram: AsyncParsableCommand {}

extension ServiceProgram {
    /// Runs what the program's arguments ask for.
    public static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            leave(after: error)
        }
    }

    private static func leave(after error: any Error) -> Never {
        // Help, a version, a completion script, or what a command has found and printed.
        if exitCode(for: error).isSuccess || error is ExitCode { exit(withError: error) }
        FileHandle.standardError.write(Data("\(_commandName): \(words(for: error))\n".utf8))
        Foundation.exit(commandExit(after: error).rawValue)
    }

    /// What is wrong, and if it is the way that the command was written, where its help is.
    static func words(for error: any Error) -> String {
        // The last line of a whole message is `  See 'orders show --help' for more information.`
        let help = fullMessage(for: error).split(separator: "\n").last.flatMap { line in
            line.hasPrefix("  See '") ? line.split(separator: "'").dropFirst().first : nil
        }
        return help.map { "\(oneLine(message(for: error))); see `\($0)`" } ?? message(for: error)
    }

    /// A message that lists values in lines of their own, in one.
    private static func oneLine(_ message: String) -> String {
        let lines = message.split(separator: "\n").map { line in line.drop { $0 == " " } }
        let values = lines.dropFirst().map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
        return ([lines.first.map(String.init) ?? ""] + [values.joined(separator: ", ")]).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// How a command ends after an error.
    static func commandExit(after error: any Error) -> CommandExit {
        exitCode(for: error) == .validationFailure ? .refused : CommandExit(after: error)
    }
}

/// How a command ends that is not done, or that found something wrong.
enum CommandExit: Int32 {
    /// It failed, or what it looked at is not as it should be.
    case failure = 1
    /// It cannot be done as it was asked for: by another argument, file or setting, or on another state, it may be. Nothing
    /// was changed.
    case refused = 2
    /// The database or the broker is away. The same command may succeed later.
    case unavailable = 3

    fileprivate init(after error: any Error) {
        switch error {
        case let error as PostgresError where error.isUnavailability: self = .unavailable
        case let error as AMQPError where error.isOutage: self = .unavailable
        case is FileFault, is SettingsError, is TokenFault, is RebaseFault, is ReplayRefusal, is NotConfirmed:
            self = .refused
        default:
            self =
                switch Problem(error)?.status {
                case .some(503): .unavailable
                case .some(400..<500): .refused
                default: .failure
                }
        }
    }
}

import Foundation

@testable import Story

/// The examples that the help of a service's commands shows.
///
/// An example is a paragraph of a command's discussion that gives the command itself: it is a script of the shell.
struct HelpExamples {
    /// One of them.
    struct Example: Equatable, Sendable {
        /// The command's words: `orders payout list`.
        let command: String
        let script: String
    }

    /// In the order of the help.
    private(set) var examples: [Example] = []
    /// The commands that show none.
    private(set) var lacking: [String] = []

    /// Reads what `--experimental-dump-help` prints.
    init(dumped text: String) throws {
        add(try JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command, under: "")
    }

    private struct Dump: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let discussion: String?
        let subcommands: [Command]?
    }

    private mutating func add(_ command: Command, under path: String) {
        let words = path + command.commandName
        let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
        let paragraphs = (command.discussion ?? "").split(separator: /\n[ ]*\n/)
        let scripts = paragraphs.filter { $0.contains("\(words) ") || $0.hasSuffix(words) || $0.contains("\(words)\n") }
        examples += scripts.map { Example(command: words, script: String($0)) }
        if below.isEmpty, scripts.isEmpty { lacking.append(words) }
        for command in below { add(command, under: words + " ") }
    }
}

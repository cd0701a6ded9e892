import ArgumentParser
import Runtime

/// The commands of a program: those that act for somebody, with what they need, and the others.
struct CommandTree {
    /// One of them.
    struct Acting {
        /// `orders payout release`.
        let words: String
        let abstract: String
        let need: Need
    }

    /// In the order of the help.
    private(set) var acting: [Acting] = []
    /// Those that ask for nobody's name, without the program's.
    private(set) var others: [(words: String, abstract: String)] = []

    init(of program: any ParsableCommand.Type) {
        add(program, under: "")
    }

    private mutating func add(_ command: any ParsableCommand.Type, under path: String) {
        let configuration = command.configuration
        let words = path + (configuration.commandName ?? "")
        let known = acting.count
        for case let group as any ActingGroup.Type in Mirror(reflecting: command.init()).children.map({
            type(of: $0.value)
        }) {
            acting.append(Acting(words: words, abstract: configuration.abstract, need: group.need))
        }
        if configuration.subcommands.isEmpty, acting.count == known {
            others.append((words.split(separator: " ").dropFirst().joined(separator: " "), configuration.abstract))
        }
        for below in configuration.subcommands { add(below, under: words + " ") }
    }
}

/// The group of options that says who acts.
private protocol ActingGroup {
    static var need: Need { get }
}

extension OptionGroup: ActingGroup where Value: ActingOptions {
    static var need: Need { Value.need }
}

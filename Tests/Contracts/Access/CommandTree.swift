import ArgumentParser
import Runtime

/// The commands of a program that act for somebody, with what they need.
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

    init(of program: any ParsableCommand.Type) {
        add(program, under: "")
    }

    private mutating func add(_ command: any ParsableCommand.Type, under path: String) {
        let configuration = command.configuration
        let words = path + (configuration.commandName ?? "")
        for case let group as any ActingGroup.Type in Mirror(reflecting: command.init()).children.map({
            type(of: $0.value)
        }) {
            acting.append(Acting(words: words, abstract: configuration.abstract, need: group.need))
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

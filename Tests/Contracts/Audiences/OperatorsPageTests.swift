import ArgumentParser
import Foundation
import OrdersService
import Runtime
import Testing

@Suite("The page for operators")
struct OperatorsPageTests {
    /// The commands that are not every service's, and still an operator's.
    private static let ofOneService: Set<String> = ["orders show"]

    @Test("lists every command of operating, and none that is not there")
    func listsAll() throws {
        let listed = try Set(Self.listed(in: Self.page()))
        let known = Self.commands.union(Self.groups)
        #expect(Self.commands.subtracting(listed) == [], "the page lacks these")
        #expect(listed.subtracting(known).subtracting(Self.ofOneService) == [], "there are no such commands")
    }

    @Test("shows of every command that it lists what it prints")
    func showsAll() throws {
        let page = try Self.page()
        let given = page.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("$ ") }
        for command in Self.listed(in: page) where !["serve", "migrate"].contains(command) {
            let words = Self.ofOneService.contains(command) ? "$ \(command) " : " \(command) "
            #expect(given.contains { "\($0) ".contains(words) }, "an example of \(command)")
        }
    }

    @Test("would be caught lacking a command, or having one too many")
    func negativeControl() {
        let page = """
            | command | use it |
            |---|---|
            | `events status` | first |
            | `events vanish` | never |

            The command `topology plan` is not a row, nor is this a table of commands:

            | cause | what happened |
            |---|---|
            | `failed` | the handler failed |
            """
        #expect(Self.listed(in: page) == ["events status", "events vanish"])
        #expect(Self.commands.contains("events status"))
        #expect(!Self.commands.union(Self.groups).contains("events vanish"))
        #expect(Self.commands.contains("topology plan"))
    }

    // MARK: - What is there, and what the page says

    /// All that can be given to a service, each by its words: `events parked list`.
    private static let commands = Set(named(isGroup: false))

    /// What other commands lie under; some of these can be given too.
    private static let groups = Set(named(isGroup: true))

    private static func named(isGroup: Bool) -> [String] {
        OperatingCommands<OrdersService>.group.subcommands.flatMap { named($0, under: "", isGroup: isGroup) }
    }

    private static func named(_ command: any ParsableCommand.Type, under path: String, isGroup: Bool) -> [String] {
        let words = path + (command.configuration.commandName ?? "")
        let below = command.configuration.subcommands
        return (below.isEmpty == isGroup ? [] : [words])
            + below.flatMap { named($0, under: words + " ", isGroup: isGroup) }
    }

    /// The commands that begin the rows of the page's tables of commands.
    private static func listed(in page: String) -> [String] {
        var listed: [String] = []
        var isOfCommands = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("| command |") { isOfCommands = true }
            if !line.hasPrefix("|") { isOfCommands = false }
            guard isOfCommands, line.hasPrefix("| `") else { continue }
            listed.append(String(line.dropFirst(3).prefix { $0 != "`" }))
        }
        return listed
    }

    private static func page() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        return try String(contentsOf: root.appendingPathComponent("docs/operators.md"), encoding: .utf8)
    }
}

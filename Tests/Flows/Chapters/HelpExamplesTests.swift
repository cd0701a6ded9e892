import Testing

@Suite("The examples of a help")
struct HelpExamplesTests {
    @Test("are the paragraphs that give the command; a command without one is named")
    func reading() throws {
        let examples = try HelpExamples(
            dumped: #"""
                {"serializationVersion": 0, "command": {"commandName": "shop", "subcommands": [
                {"commandName": "help", "subcommands": []},
                {"commandName": "open", "discussion": "Opens it.\n\nshop open --at 8"},
                {"commandName": "till", "subcommands": [
                {"commandName": "count", "discussion": "See `shop open`.\n\nfor till in 1 2; do\n    shop till count $till\ndone\n\nEnd."},
                {"commandName": "close", "discussion": "Closes it, unlike `shop open`."}]}]}}
                """#)
        #expect(
            examples.examples == [
                .init(command: "shop open", script: "shop open --at 8"),
                .init(command: "shop till count", script: "for till in 1 2; do\n    shop till count $till\ndone"),
            ])
        #expect(examples.lacking == ["shop till close"])
    }
}

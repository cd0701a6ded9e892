@testable import Runtime
import Testing

@Suite("A terminal")
struct TerminalTests {
    struct Case: Sendable {
        var isInteractive: Bool
        var screen: Int?
        var environment: [String: String]
        var columns: Int
        var hasColour: Bool
    }

    @Test(
        "is as wide as COLUMNS, else its window, else 100; and has colour unless nobody looks or it is not wanted",
        arguments: [
            Case(isInteractive: true, screen: 132, environment: [:], columns: 132, hasColour: true),
            Case(isInteractive: true, screen: 132, environment: ["COLUMNS": "80"], columns: 80, hasColour: true),
            Case(isInteractive: true, screen: 132, environment: ["COLUMNS": "wide"], columns: 132, hasColour: true),
            Case(isInteractive: true, screen: 132, environment: ["COLUMNS": "0"], columns: 132, hasColour: true),
            Case(isInteractive: true, screen: nil, environment: [:], columns: 100, hasColour: true),
            Case(isInteractive: false, screen: 132, environment: [:], columns: 100, hasColour: false),
            Case(isInteractive: false, screen: nil, environment: ["COLUMNS": "60"], columns: 60, hasColour: false),
            Case(isInteractive: true, screen: 80, environment: ["NO_COLOR": "1"], columns: 80, hasColour: false),
            Case(isInteractive: true, screen: 80, environment: ["NO_COLOR": ""], columns: 80, hasColour: true),
            Case(isInteractive: true, screen: 80, environment: ["TERM": "dumb"], columns: 80, hasColour: false),
            Case(isInteractive: true, screen: 80, environment: ["TERM": "xterm"], columns: 80, hasColour: true),
        ])
    func judges(_ sample: Case) {
        let terminal = Terminal(
            isInteractive: sample.isInteractive, screen: sample.screen, environment: sample.environment)
        #expect(terminal.columns == sample.columns)
        #expect(terminal.hasColour == sample.hasColour)
    }
}

import ArgumentParser
@testable import Runtime
import Testing
import Vocabulary

@Suite("The option --county")
struct CountyOptionsTests {
    private struct Sample: ServiceProgram {
        static let configuration = CommandConfiguration(commandName: "sample")
        @OptionGroup var scope: CountyOptions
    }

    @Test("takes a county's code, and none means every county")
    func takes() throws {
        #expect(try (Sample.parseAsRoot(["--county", "522728"]) as? Sample)?.scope.county == DivisionCode("522728"))
        #expect(try (Sample.parseAsRoot([]) as? Sample)?.scope.county == nil)
    }

    @Test(
        "refuses what is no county, and says how one is written",
        arguments: ["Luodian", "52272", "5227280", "522728100201", ""])
    func refuses(_ text: String) throws {
        let error = try #require(throws: (any Error).self) { try Sample.parseAsRoot(["--county", text]) }
        #expect(Sample.words(for: error).contains("`\(text)` is no county: give its code of 6 digits, such as 522728"))
        #expect(Sample.commandExit(after: error) == .refused)
    }
}

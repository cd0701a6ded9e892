import ArgumentParser
@testable import Runtime
import Testing

@Suite("Consent to what cannot be taken back")
struct ConfirmationTests {
    private struct Sample: ServiceProgram {
        static let configuration = CommandConfiguration(commandName: "sample")
        @OptionGroup var confirmation: ConfirmationOptions
    }

    @Test("is given by --yes")
    func byFlag() throws {
        let command = try #require(try Sample.parseAsRoot(["--yes"]) as? Sample)
        try command.confirmation.confirm("order 7 is cancelled")
    }

    @Test("is not assumed of an answer that is anything but yes")
    func answers() {
        #expect(["y", "Y", "yes", " YES "].allSatisfy(ConfirmationOptions.isConsent))
        #expect(!["", "n", "no", "yep", "y n"].contains(where: ConfirmationOptions.isConsent))
    }

    @Test(
        "is asked for by a line, and its lack is a refusal",
        arguments: [
            NotConfirmed.nobodyToAsk("order 7 is cancelled"), .declined,
        ])
    func lack(_ lack: NotConfirmed) {
        #expect(Sample.commandExit(after: lack) == .refused)
        #expect(!"\(lack)".contains("\n"))
    }
}

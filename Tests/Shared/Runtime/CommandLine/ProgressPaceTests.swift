@testable import Runtime
import Testing

@Suite("A line of progress")
struct ProgressPaceTests {
    @Test("is due each second on a terminal, every five elsewhere, and never for what is short")
    func pace() {
        var seen = ProgressPace("auditing orders", isInteractive: true)
        var logged = ProgressPace("auditing orders", isInteractive: false)
        #expect(seen.line(after: .milliseconds(900)) == nil)
        #expect(!seen.wasShown)
        #expect(seen.line(after: .seconds(1)) == "auditing orders, 1 s")
        #expect(seen.line(after: .milliseconds(1900)) == nil)
        seen.standing = "3 of 5 files"
        #expect(seen.line(after: .seconds(2)) == "auditing orders, 2 s: 3 of 5 files")
        #expect(seen.wasShown)
        #expect(logged.line(after: .milliseconds(4900)) == nil)
        #expect(logged.line(after: .seconds(6)) == "auditing orders, 6 s")
        #expect(logged.line(after: .seconds(10)) == nil)
        #expect(logged.line(after: .seconds(11)) == "auditing orders, 11 s")
    }
}

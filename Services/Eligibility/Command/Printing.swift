internal import EligibilityService
internal import Eventing
internal import Runtime

extension ServiceOptions {
    /// Prints an answer as JSON, or in words.
    func print(_ answer: some Record, _ words: @autoclosure () -> String) throws {
        Swift.print(json ? String(decoding: try answer.encoded(), as: UTF8.self) : words())
    }

    /// Prints what a step did.
    func print(_ report: StepReport) throws {
        try print(
            report,
            "\(report.command): \(report.households.count) households"
                + (report.left > 0 ? ", \(report.left) left as they were" : ""))
    }
}

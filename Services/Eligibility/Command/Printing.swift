internal import EligibilityService
internal import Eventing
internal import Runtime

extension ServiceOptions {
    /// Prints what a step did.
    func print(_ report: StepReport) throws {
        try print(
            report,
            "\(report.command): \(report.households.count) households"
                + (report.left > 0 ? ", \(report.left) left as they were" : ""))
    }
}

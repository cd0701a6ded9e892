internal import EligibilityService
internal import Postgres
internal import Runtime

/// A command that takes households a step, and prints what it did.
struct StepRun {
    let options: ServiceOptions
    let actor: any ActingOptions

    /// Performs the step in a transaction of its own.
    func perform(
        _ step: (EligibilityService, CommandContext, PostgresTransaction) async throws -> Told<StepReport>
    ) async throws {
        let report = try await options.withService(EligibilityService.self, by: actor) { service, workbench, context in
            try await workbench.perform { try await step(service, context, $0) }
        }
        try options.print(report)
    }
}

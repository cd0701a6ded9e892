@testable import Story

/// Gives every example of every command's help, as it stands, to an instance on which the story was played.
struct GivenExamples {
    let stage: Stage
    let shell: Shell

    init(on stage: Stage) throws {
        self.stage = stage
        shell = try Shell(on: stage)
    }

    /// What is done while the service does not run.
    private static let whileStopped = "events rebase"

    /// Gives them, those of the services beside each other, and returns what is wrong.
    func give() async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for service in Play.services { group.addTask { try await give(of: service) } }
            var faults = try await group.reduce(into: []) { $0 += $1 }
            // A service that begins its log anew asks its listeners, all of which have to run.
            for service in Play.services { faults += try await giveWhileStopped(of: service) }
            return faults.sorted()
        }
    }

    private func examples(of service: String) async throws -> HelpExamples {
        try HelpExamples(dumped: try await stage.run(service, ["--experimental-dump-help"]))
    }

    private func give(of service: String) async throws -> [String] {
        let help = try await examples(of: service)
        var faults = help.lacking.map { "\($0) has no example" }
        for example in help.examples where example.command != "\(service) \(Self.whileStopped)" {
            faults += await fault(of: example)
        }
        return faults
    }

    private func giveWhileStopped(of service: String) async throws -> [String] {
        let examples = try await examples(of: service).examples
        try await stage.script("service", ["stop", stage.instance, service])
        var faults: [String] = []
        for example in examples where example.command == "\(service) \(Self.whileStopped)" {
            faults += await fault(of: example)
        }
        try await stage.script("service", ["start", stage.instance, service])
        return faults
    }

    private func fault(of example: HelpExamples.Example) async -> [String] {
        do {
            try await shell.run(example.script)
            return []
        } catch {
            return ["\(example.command): \(error)"]
        }
    }
}

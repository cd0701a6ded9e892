import Vocabulary

@testable import Story

/// Gives every example of every command's help, as it stands, to an instance on which the story was played.
struct GivenExamples {
    let stage: Stage
    /// A noon on which buyers may still complain of what was delivered.
    let noon: Instant

    /// What runs for a while and is asked to stop: beside all others.
    private static let beside = "serve"
    /// What is given once all is quiet: it compares what all services have told.
    private static let whileQuiet = "audit compare"
    /// What is given while its service does not run.
    private static let whileStopped = "events rebase"
    /// What makes and removes the one user of a partner, one service after the other.
    private static let inTurn = "partner"
    /// What takes effect on the day after.
    private static let overnight = "eligibility publish"

    /// Gives them, and returns what is wrong.
    func give() async throws -> [String] {
        try await stage.setTime(noon)
        // Those of the services beside each other; whose time moves on comes last.
        let patient = "eligibility"
        var faults = try await withThrowingTaskGroup(of: [String].self) { group in
            for service in Play.services where service != patient { group.addTask { try await give(of: service) } }
            for service in Play.services { group.addTask { try await give(of: service, only: Self.beside) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        faults += try await give(of: patient)
        for service in Play.services { faults += try await give(of: service, only: Self.inTurn) }
        try await stage.wait("all to have heard everything") { try await stage.reconcile(Play.services).faults.isEmpty }
        faults += try await withThrowingTaskGroup(of: [String].self) { group in
            for service in Play.services { group.addTask { try await give(of: service, only: Self.whileQuiet) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        for service in Play.services {
            try await stage.script("service", ["stop", stage.instance, service])
            faults += try await give(of: service, only: Self.whileStopped)
            try await stage.script("service", ["start", stage.instance, service])
        }
        return faults
    }

    private func examples(of service: String) async throws -> HelpExamples {
        try HelpExamples(dumped: try await stage.run(service, ["--experimental-dump-help"]))
    }

    private func give(of service: String) async throws -> [String] {
        let help = try await examples(of: service)
        let shell = try await Shell(on: stage, named: "shell-of-\(service)")
        let elsewhere = [Self.beside, Self.whileQuiet, Self.whileStopped, Self.inTurn]
        var faults = help.lacking.map { "\($0) has no example" }
        for example in help.examples where !elsewhere.contains(where: { example.isOf("\(service) \($0)") }) {
            faults += await fault(of: example, in: shell)
            if example.command == Self.overnight { try await stage.setTime(noon + .days(1)) }
        }
        return faults
    }

    private func give(of service: String, only command: String) async throws -> [String] {
        let name = "shell-of-\(service)-\(command.filter { $0 != " " })"
        let shell = try await Shell(on: command == Self.inTurn ? stage.asAdministrator : stage, named: name)
        let examples = try await examples(of: service).examples.filter { $0.isOf("\(service) \(command)") }
        var faults = examples.isEmpty ? ["\(service) \(command) has no example"] : []
        for example in examples { faults += await fault(of: example, in: shell) }
        return faults
    }

    private func fault(of example: HelpExamples.Example, in shell: Shell) async -> [String] {
        do {
            try await shell.run(example.script)
            return []
        } catch {
            return ["\(example.command): \(error)"]
        }
    }
}

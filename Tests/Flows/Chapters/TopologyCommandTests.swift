import TestSupport
import Testing

@testable import Story

@Suite("The bus, as an operator's commands see it", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(4)))
struct TopologyCommandTests {
    @Test("differs in nothing once it is provisioned and migrated; what is damaged then is found, planned and mended")
    func damage() async throws {
        try await playing("topology", migrated: Play.services, running: []) { stage in
            let asAdministrator = [
                "--set", "rabbitmq.management-user=admin",
                "--set", "rabbitmq.management-password-file=\(stage.folder)/secrets/admin.rabbitmq",
            ]
            for service in Play.services {
                let said = try await stage.run(service, ["topology", "diff"] + asAdministrator)
                #expect(said == "RabbitMQ \(try version(said)) is as \(service) declares\n")
            }

            // With half the partitions, the other half's queues are declared by nobody.
            let halved = ["--set", "delivery.partitions=1"]
            let orphans = await complaint(stage, ["topology", "diff"] + halved)
            #expect(orphans.contains("orphan-queue eligibility.orders.settlement.1: is declared by nobody"))
            #expect(orphans.contains("stray-listener catalogue.eligibility.household.1: hears eligibility.household.1"))
            let deleted = await complaint(stage, ["topology", "apply", "--delete-orphans", "--yes"] + halved)
            #expect(deleted.contains("done: delete queue eligibility.orders.settlement.1"))

            let missing = await complaint(stage, ["topology", "diff"])
            #expect(missing.contains("missing-queue eligibility.orders.settlement.1: is not there"))
            #expect(missing.contains(": 2 amiss; `eligibility topology plan` says what mends them"))
            let declared =
                "declare queue eligibility.orders.settlement.1, bound to orders.settlement.1 of throughtrain.events"
            let planned = try await stage.run("eligibility", ["topology", "plan"])
            #expect(planned.contains("`eligibility topology apply`: \(declared)"))
            #expect(try await stage.run("eligibility", ["topology", "apply"]).contains("done: \(declared)"))
            #expect(try await stage.run("eligibility", ["topology", "apply"]) == "nothing is to be done\n")
        }
    }

    /// What a command of eligibility prints that exits with 1.
    private func complaint(_ stage: Stage, _ arguments: [String]) async -> String {
        do {
            Issue.record("nothing was amiss: \(try await stage.run("eligibility", arguments))")
            return ""
        } catch {
            return "\(error)"
        }
    }

    /// The broker's version in `RabbitMQ 3.10.8 is as orders declares`.
    private func version(_ line: String) throws -> Substring {
        try #require(line.split(separator: " ").dropFirst().first)
    }
}

import TestSupport
import Testing

@testable import Story

@Suite("A service's schema restored from a dump", .enabled(if: LiveServers.arePresent), .serialized)
struct RestoreTests {
    @Test(
        "refills from the others' logs, as the operators' page says, until every audit holds, and business goes on",
        .timeLimit(.minutes(8)))
    func restored() async throws {
        try await playing("restore", migrated: Stage.services, running: Stage.services) { stage in
            let administrator = try await Administrator(of: stage)
            let crowd = try await Crowd(shoppingOn: stage)
            // As every night: while orders come in, which go on coming when it is done.
            try await crowd.order { try await administrator.dump("catalogue") }
            try await crowd.expectSettled(on: stage, after: "the dump was made")

            try await stage.script("service", ["stop", stage.instance, "catalogue"])
            try await administrator.restore("catalogue")
            let said = try await stage.run(
                "catalogue", ["events", "rebase", "--actor", "li.operations", "--reason", "the disk died", "--yes"])
            #expect(said.contains("Epoch 1 of catalogue has begun"))
            // Orders heard of reservations that the dump does not have; nobody can take those back.
            #expect(said.contains(/orders +\/throughtrain\/catalogue\/stock +[1-9]/), "\(said)")

            try await stage.script("service", ["start", stage.instance, "catalogue"])
            for words in Self.refills(in: said) {
                #expect(try await stage.run("catalogue", words).contains("all has arrived"))
            }
            try await crowd.expectNothingLost(on: stage, after: "catalogue was restored")
            try await crowd.order {}
            try await crowd.expectNothingLost(on: stage, after: "orders came in again")
            let verdict = try await stage.script("audit", [stage.instance, "--full"])
            #expect(verdict.contains("lost by a restore"), "\(verdict)")
            #expect(verdict.contains("all is well"), "\(verdict)")
        }
    }

    /// The commands that the rebase says are to be given: `events refill SOURCE --since TIME`.
    private static func refills(in said: String) -> [[String]] {
        said.split(separator: "\n").filter { $0.hasPrefix("  catalogue events refill ") }
            .map { $0.split(separator: " ").dropFirst().map(String.init) }
    }
}

import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("A service that is told to stop", .enabled(if: LiveServers.arePresent), .serialized)
struct StopTests {
    @Test(
        "is gone within 10 s though orders come, and no order that was answered is lost",
        .timeLimit(.minutes(10)))
    func stopUnderLoad() async throws {
        try await playing("stop", migrated: Stage.services, running: Stage.services) { stage in
            let crowd = try await Crowd(shoppingOn: stage)
            try await stage.script("service", ["stop", stage.instance, "orders"])
            let service = try ServiceProcess(of: "orders", on: stage)
            try await crowd.order {
                service.terminate()
                let isDrained = await eventually(within: .seconds(10)) { !service.isRunning }
                try #require(isDrained, "orders ends within 10 s of SIGTERM")
                #expect(service.endedWell)
                try await stage.script("service", ["start", stage.instance, "orders"])
            }
            try await crowd.expectNothingLost(on: stage, after: "orders was stopped")
        }
    }

    @Test("is gone within 10 s though the broker and the database are away", .timeLimit(.minutes(3)))
    func stopInOutage() async throws {
        try await playing("outage", migrated: ["catalogue"], running: ["catalogue"]) { stage in
            try await stage.script("service", ["stop", stage.instance, "catalogue"])
            let service = try ServiceProcess(of: "catalogue", on: stage)
            let api = try await stage.api("catalogue")
            let isReady = await eventually { (try? await api.get("/health/ready"))?.status == 200 }
            try #require(isReady)
            try await stage.script("rabbitmq", ["kill", stage.instance])
            try await stage.script("postgres", ["kill", stage.instance])
            let isWaiting = try await eventually { try await api.get("/health/ready").status == 503 }
            #expect(isWaiting)
            service.terminate()
            let isStopped = await eventually(within: .seconds(10)) { !service.isRunning }
            try #require(isStopped)
            #expect(service.endedWell)
        }
    }
}

import TestSupport
import Testing
import Vocabulary

@testable import Story

@Suite("Faults under load", .enabled(if: LiveServers.arePresent), .serialized)
struct FaultTests {
    private let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]

    @Test(
        "the broker is killed, the database is killed and a service is stopped, and no order that was answered is lost",
        .timeLimit(.minutes(10)))
    func faults() async throws {
        try await playing("faults", migrated: services, running: services) { stage in
            let crowd = try await open(stage)
            try await crowd.order {
                try await stage.script("rabbitmq", ["kill", stage.instance])
                try await stage.script("rabbitmq", ["start", stage.instance])
            }
            try await expectNothingLost(of: crowd, on: stage, after: "the broker was killed")

            try await crowd.order {
                try await stage.script("postgres", ["kill", stage.instance])
                try await stage.script("postgres", ["start", stage.instance])
            }
            try await expectNothingLost(of: crowd, on: stage, after: "the database was killed")

            try await stage.script("service", ["stop", stage.instance, "orders"])
            let service = try ServiceProcess(of: "orders", on: stage)
            try await crowd.order {
                service.terminate()
                let isDrained = await eventually(within: .seconds(10)) { !service.isRunning }
                try #require(isDrained, "orders ends within 10 s of SIGTERM")
                #expect(service.endedWell)
                try await stage.script("service", ["start", stage.instance, "orders"])
            }
            try await expectNothingLost(of: crowd, on: stage, after: "orders was stopped")
        }
    }

    @Test("a service stops within 10 s while the broker and the database are away", .timeLimit(.minutes(3)))
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

    /// Puts goods on sale, and returns those who want them.
    private func open(_ stage: Stage) async throws -> Crowd {
        let register = try await EligibilityChapter(stage: stage).play()
        try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
        let network = try await NetworkChapter(stage: stage).play()
        let goods = try await CatalogueChapter(stage: stage, register: register, stations: network.stations).play()
        return Crowd(at: try await stage.api("orders"), goods: goods, destinations: network.destinations)
    }

    /// Every order that was answered is there once and comes to its end, and every log agrees with every inbox.
    private func expectNothingLost(of crowd: Crowd, on stage: Stage, after incident: Comment) async throws {
        let api = try await stage.api("orders")
        for id in crowd.orders {
            let answer = try await api.get("/orders/\(id)")
            #expect(answer.status == 200, incident)
        }
        let isSettled = try await eventually(within: .seconds(60)) {
            let counts = try await api.get("/reports/orders").decode(OrderCounts.self)
            return counts.orders(in: "confirmed") + counts.orders(in: "cancelled", because: "stock")
                == crowd.orders.count
        }
        #expect(isSettled, incident)
        let counts = try await api.get("/reports/orders").decode(OrderCounts.self)
        #expect(counts.counts.reduce(0) { $0 + $1.orders } == crowd.orders.count, incident)
        let audit = try await stage.reconcile(services)
        #expect(audit.faults == [], incident)
    }
}

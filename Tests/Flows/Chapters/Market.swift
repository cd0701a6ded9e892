import Foundation
import LocalScripts
import TestSupport
import Testing
import Vocabulary

@testable import Story

extension Stage {
    /// All services.
    static let services = ["catalogue", "orders", "eligibility", "logistics", "livestream"]

    /// Starts a command of a service as a process that can be killed: the script becomes the command.
    func start(_ service: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(scripts.folder)/run")
        process.arguments = [instance, service] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["THROUGHTRAIN_CLOCK_FILE": clockFile]) { _, ours in ours }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

extension Crowd {
    /// Puts goods on sale, which the crowd is to buy.
    convenience init(shoppingOn stage: Stage) async throws {
        let register = try await EligibilityChapter(stage: stage).play()
        try await stage.setTime(try #require(Instant("2019-07-07T12:00:00Z")))
        let network = try await NetworkChapter(stage: stage).play()
        let goods = try await CatalogueChapter(stage: stage, register: register, stations: network.stations).play()
        self.init(at: try await stage.api("orders"), goods: goods, destinations: network.destinations)
    }

    /// Every order that was answered comes to its end.
    func expectSettled(on stage: Stage, after incident: Comment) async throws {
        let api = try await stage.api("orders")
        // The report counts all orders, by a query that takes its time from their settling.
        let isSettled = try await eventually(within: .seconds(60), pausing: .milliseconds(200)) {
            let counts = try await api.get("/reports/orders").decode(OrderCounts.self)
            return counts.orders(in: "confirmed") + counts.orders(in: "cancelled", because: "stock") == orders.count
        }
        #expect(isSettled, incident)
    }

    /// Every order that was answered is there once and comes to its end, and every log agrees with every inbox.
    func expectNothingLost(on stage: Stage, after incident: Comment) async throws {
        let api = try await stage.api("orders")
        for id in orders {
            let answer = try await api.get("/orders/\(id)")
            #expect(answer.status == 200, incident)
        }
        try await expectSettled(on: stage, after: incident)
        let counts = try await api.get("/reports/orders").decode(OrderCounts.self)
        #expect(counts.counts.reduce(0) { $0 + $1.orders } == orders.count, incident)
        let audit = try await stage.reconcile(Stage.services)
        #expect(audit.faults == [], incident)
    }
}

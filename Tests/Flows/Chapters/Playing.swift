import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Story

/// Runs a test on a system of its own, on which some services are migrated and some of them run.
///
/// Its servers are those of a test that is over, if there are any: emptied, since they take long to start.
/// - Parameters:
///   - play: names what is played; the services' logs lie in `.run/test/logs-PLAY` afterwards.
///   - settings: what the services are told beside the instance's own settings.
func playing(
    _ play: String, migrated: [String], running: [String], settings: [String: String] = [:],
    _ body: (Stage) async throws -> Void
) async throws {
    let number = freeStages.take()
    defer { freeStages.give(number) }
    let stage = try stage(number, settings)
    try await stage.script("empty", [stage.instance])
    try await stage.script("provision", [stage.instance])
    try await each(of: migrated) { _ = try await stage.run($0, ["migrate"]) }
    try await each(of: running) { try await stage.script("service", ["start", stage.instance, $0]) }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(stage)) } catch { outcome = .failure(error) }
    try await each(of: running) { try await stage.script("service", ["stop", stage.instance, $0]) }
    try stage.keepLogs(of: play)
    try outcome.get()
}

private func stage(_ number: Int, _ settings: [String: String]) throws -> Stage {
    var stage = try #require(LiveServers.scripts.map { Stage(scripts: $0, instance: "test-stage-\(number)") })
    stage.settings = settings
    return stage
}

/// Does something for services, for all at once: they do not wait for each other.
private func each(of services: [String], _ work: @escaping @Sendable (String) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for service in services { group.addTask { try await work(service) } }
        try await group.waitForAll()
    }
}

extension Stage {
    fileprivate func keepLogs(of play: String) throws {
        let logs = "\(folder)/logs"
        guard FileManager.default.fileExists(atPath: logs) else { return }
        let keep = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/test"
        let place = "\(keep)/logs-\(play)"
        try FileManager.default.createDirectory(atPath: keep, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: place)
        try FileManager.default.moveItem(atPath: logs, toPath: place)
    }
}

private let freeStages = FreeStages()

/// The numbers of the stages that no test plays on.
private final class FreeStages: Sendable {
    private let taken = Mutex<Set<Int>>([])

    /// The lowest that is free.
    func take() -> Int {
        taken.withLock { taken in
            let number = (1...).first { !taken.contains($0) } ?? 0
            taken.insert(number)
            return number
        }
    }

    func give(_ number: Int) {
        taken.withLock { _ = $0.remove(number) }
    }
}

import TestSupport
import Testing

@testable import Story

/// Runs a test on an instance with fresh servers, on which some services are migrated and some of them run.
/// - Parameter settings: what the services are told beside the instance's own settings.
func playing(
    _ instance: String, migrated: [String], running: [String], settings: [String: String] = [:],
    _ body: (Stage) async throws -> Void
) async throws {
    var stage = try #require(LiveServers.scripts.map { Stage(scripts: $0, instance: "test-\(instance)") })
    stage.settings = settings
    try await stage.script("wipe", [stage.instance])
    try await stage.script("postgres", ["start", stage.instance])
    try await stage.script("rabbitmq", ["start", stage.instance])
    try await stage.script("provision", [stage.instance])
    for service in migrated { _ = try await stage.run(service, ["migrate"]) }
    for service in running { try await stage.script("service", ["start", stage.instance, service]) }
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(stage)) } catch { outcome = .failure(error) }
    for service in running { try await stage.script("service", ["stop", stage.instance, service]) }
    try await stage.script("kill", [stage.instance])
    try outcome.get()
}

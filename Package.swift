// swift-tools-version: 6.2
import PackageDescription

/// The settings that every target of ours is built with.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// MARK: - Shared rooms

let shared: [Target] = [
    .systemLibrary(
        name: "CRabbitMQ", path: "Shared/CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
    .systemLibrary(
        name: "CPostgreSQL", path: "Shared/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "CPollThread", path: "Shared/CPollThread"),
    room("PollThread", ["CPollThread"]),
    room("AMQP", ["CRabbitMQ", "PollThread"]),
    room("Postgres", ["CPostgreSQL", "PollThread"]),
    room("Vocabulary"),
    room("Eventing", ["Vocabulary"]),
]

/// A shared room: a library target under `Shared/`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: house)
}

/// The tests of a room, under `Tests/<kind>/`.
func tests(_ name: String, of kind: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(kind)/\(name)", swiftSettings: house)
}

// MARK: - Tests

let sharedTests: [Target] = [
    tests("Eventing", of: "Shared", ["Eventing", "Vocabulary"]),
]

let package = Package(
    name: "ThroughTrain",
    dependencies: [],
    targets: shared + sharedTests
)

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

/// Those of rooms that touch each byte of each event: unoptimised, they take most of what a service computes, and tests of
/// whole systems half as long again.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let instrumentation = Target.Dependency.product(name: "Instrumentation", package: "swift-distributed-tracing")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")

// MARK: - Shared rooms

let shared: [Target] = [
    .systemLibrary(
        name: "CRabbitMQ", path: "Shared/CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
    .systemLibrary(
        name: "CPostgreSQL", path: "Shared/CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
        name: "CCurl", path: "Shared/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CMalloc", path: "Shared/CMalloc"),
    .target(name: "CPollThread", path: "Shared/CPollThread"),
    room("PollThread", ["CPollThread"]),
    room("AMQP", ["CRabbitMQ", "PollThread"]),
    room("Postgres", ["CPostgreSQL", "PollThread"]),
    room("Vocabulary", settings: house + fast),
    room("Eventing", ["Vocabulary", instrumentation], settings: house + fast),
    room(
        "Delivery",
        [
            "AMQP", "Eventing", "Postgres", "Vocabulary", logging, tracing,
            .product(name: "Crypto", package: "swift-crypto"),
        ]),
    room(
        "Runtime",
        [
            "AMQP", "CCurl", "CMalloc", "Delivery", "Eventing", "Postgres", "Vocabulary", logging, tracing,
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Configuration", package: "swift-configuration"),
            .product(name: "CoreMetrics", package: "swift-metrics"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "Hummingbird", package: "hummingbird"), .product(name: "JWTKit", package: "jwt-kit"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ]),
    room("Contracts", ["Delivery", "Eventing", "Runtime", "Vocabulary"]),
]

/// A shared room: a library target under `Shared/`.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = house) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)
}

// MARK: - Services

/// What a service says and what it decides by, which stand alone: its public language and its rules.
func rules(_ name: String) -> [Target] {
    [
        .target(
            name: "\(name)Events", dependencies: ["Eventing", "Vocabulary"], path: "Services/\(name)/Events",
            swiftSettings: house),
        .target(
            name: "\(name)Domain", dependencies: ["Vocabulary"], path: "Services/\(name)/Domain", swiftSettings: house),
        tests("\(name)Domain", of: "Domain", [.target(name: "\(name)Domain"), "Seeds", "Vocabulary"]),
        tests("\(name)Events", of: "Contracts", [.target(name: "\(name)Events"), "Eventing", "Vocabulary"]),
    ]
}

/// A service: its language and rules, what joins them to the world, and its executable.
/// - Parameters:
///   - hears: the services whose events it handles.
///   - libraries: what else it is built on.
func service(_ name: String, hears: [String], libraries: [Target.Dependency] = []) -> [Target] {
    let parts: [Target.Dependency] = [.target(name: "\(name)Domain"), .target(name: "\(name)Events")]
    let heard = hears.map { Target.Dependency.target(name: "\($0)Events") }
    let rooms: [Target.Dependency] = ["Delivery", "Eventing", "Postgres", "Runtime", "Vocabulary"]
    return rules(name) + [
        .target(
            name: "\(name)Service", dependencies: rooms + parts + heard + libraries,
            path: "Services/\(name)/Service", swiftSettings: house),
        .executableTarget(
            name: "\(name)Command",
            dependencies: [
                "Eventing", "Postgres", "Runtime", "Vocabulary",
                .target(name: "\(name)Domain"), .target(name: "\(name)Events"), .target(name: "\(name)Service"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Services/\(name)/Command", swiftSettings: house),
        tests(
            "\(name)Service", of: "Services",
            rooms + parts + heard + ["Seeds", "TestSupport", .target(name: "\(name)Service")]),
    ]
}

let services: [Target] =
    service("Catalogue", hears: ["Eligibility", "Livestream", "Logistics", "Orders"])
    + service(
        "Orders", hears: ["Catalogue", "Eligibility", "Logistics"],
        libraries: [
            .product(name: "Crypto", package: "swift-crypto"), logging, tracing,
        ])
    + service(
        "Eligibility", hears: ["Catalogue", "Orders"], libraries: [.product(name: "Crypto", package: "swift-crypto")])
    + service("Logistics", hears: ["Orders"], libraries: [.product(name: "Crypto", package: "swift-crypto")])
    + service("Livestream", hears: ["Catalogue", "Orders"])

// MARK: - Tests

/// The tests of a room, under `Tests/<kind>/`.
func tests(_ name: String, of kind: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(kind)/\(name)", swiftSettings: house)
}

let sharedTests: [Target] = [
    .target(
        name: "TestSupport",
        dependencies: [
            "AMQP", "Delivery", "Eventing", "LocalScripts", "Postgres", "Runtime", "Vocabulary", logging,
        ],
        path: "Tests/Support/TestSupport", swiftSettings: house),
    .target(name: "LocalScripts", path: "Tests/Support/LocalScripts", swiftSettings: house),
    .target(name: "Seeds", path: "Tests/Support/Seeds", swiftSettings: house),
    .target(
        name: "Passes", dependencies: ["Runtime", "Vocabulary"], path: "Tests/Support/Passes", swiftSettings: house),
    .target(name: "Narration", path: "Tests/Support/Narration", swiftSettings: house),
    .target(name: "Accounting", path: "Tests/Support/Accounting", swiftSettings: house),
    .executableTarget(
        name: "Story",
        dependencies: [
            "Accounting", "Delivery", "Eventing", "LocalScripts", "Narration", "Passes", "Runtime", "Seeds",
            "Vocabulary",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Tests/Flows/Story", swiftSettings: house),
    .target(
        name: "LoadRig",
        dependencies: [
            "AMQP", "Accounting", "LocalScripts", "Narration", "Passes", "Postgres", "Runtime", "Seeds", "Vocabulary",
        ],
        path: "Tests/Load/LoadRig", swiftSettings: house),
    .executableTarget(
        name: "Chaos",
        dependencies: [
            "Accounting", "Delivery", "Eventing", "LoadRig", "LocalScripts", "Narration", "Postgres", "Runtime",
            "Seeds", "Vocabulary",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Tests/Load/Chaos", swiftSettings: house),
    tests("Acts", of: "Load", ["Chaos", "LoadRig", "LocalScripts", "Narration", "TestSupport", "Vocabulary"]),
    .executableTarget(
        name: "Bench",
        dependencies: [
            "AMQP", "Accounting", "Eventing", "LoadRig", "LocalScripts", "LogisticsEvents", "Narration", "OrdersEvents",
            "Runtime", "Vocabulary",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Histogram", package: "hdrhistogram-swift"),
        ],
        path: "Tests/Load/Bench", swiftSettings: house),
    tests("Measures", of: "Load", ["Accounting", "Bench", "LoadRig", "Runtime", "Vocabulary"]),
    .executableTarget(
        name: "ContractWriter",
        dependencies: [
            "CatalogueEvents", "CatalogueService", "Contracts", "EligibilityEvents", "EligibilityService", "Eventing",
            "LivestreamEvents", "LivestreamService", "LogisticsEvents", "LogisticsService", "OrdersEvents",
            "OrdersService",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Tests/Contracts/ContractWriter", swiftSettings: house),
    tests("Published", of: "Contracts", ["ContractWriter", "Contracts", "Eventing", "Seeds"]),
    tests("Imports", of: "Contracts", []),
    tests(
        "Audiences", of: "Contracts",
        [
            "AMQP", "CatalogueService", "Delivery", "EligibilityService", "Eventing", "LivestreamService",
            "LogisticsService", "OrdersService", "Postgres", "Runtime", logging,
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ]),
    tests(
        "Access", of: "Contracts",
        [
            "CatalogueCommand", "CatalogueService", "EligibilityCommand", "EligibilityService", "Eventing",
            "LivestreamCommand", "LivestreamService", "LogisticsCommand", "LogisticsService", "OrdersCommand",
            "OrdersService", "Runtime", "Seeds", "Vocabulary", logging,
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
        ]),
    tests(
        "Chapters", of: "Flows",
        [
            "AMQP", "Accounting", "CatalogueService", "Delivery", "EligibilityService", "Eventing", "LivestreamService",
            "LocalScripts", "LogisticsService", "Narration", "OrdersEvents", "OrdersService", "Passes", "Postgres",
            "Runtime", "Seeds", "Story", "TestSupport", "Vocabulary",
        ]),
    tests("Contracts", of: "Shared", ["Contracts", "Eventing", "Vocabulary"]),
    tests("AMQP", of: "Shared", ["AMQP", "PollThread", "Seeds"]),
    tests("Postgres", of: "Shared", ["Postgres", "Seeds"]),
    tests(
        "Runtime", of: "Shared",
        [
            "AMQP", "Delivery", "Eventing", "Postgres", "Runtime", "Seeds", "TestSupport", "Vocabulary", logging,
            tracing,
            .product(name: "CoreMetrics", package: "swift-metrics"), .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ]),
    tests("PollThread", of: "Shared", ["PollThread"]),
    tests("Vocabulary", of: "Shared", ["Seeds", "Vocabulary"]),
    tests("Eventing", of: "Shared", ["Eventing", "Seeds", "Vocabulary"]),
    tests("Seeds", of: "Shared", ["Seeds"]),
    tests(
        "Delivery", of: "Shared",
        [
            "AMQP", "Delivery", "Eventing", "LocalScripts", "Postgres", "Runtime", "Seeds", "TestSupport", "Vocabulary",
            logging,
        ]),
]

let package = Package(
    name: "ThroughTrain",
    products: [
        .executable(name: "catalogue", targets: ["CatalogueCommand"]),
        .executable(name: "orders", targets: ["OrdersCommand"]),
        .executable(name: "eligibility", targets: ["EligibilityCommand"]),
        .executable(name: "livestream", targets: ["LivestreamCommand"]),
        .executable(name: "logistics", targets: ["LogisticsCommand"]),
        .executable(name: "story", targets: ["Story"]),
        .executable(name: "contracts", targets: ["ContractWriter"]),
        .executable(name: "bench", targets: ["Bench"]),
        .executable(name: "chaos", targets: ["Chaos"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: shared + services + sharedTests
)

public import ArgumentParser
public import Eventing

/// The options that all commands of a service have.
public struct ServiceOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "A JSON file with settings.")
    var file: String?

    @Option(name: .customLong("set"), help: "A setting as key=value, such as http.port=8080; wins over all else.")
    var overrides: [String] = []

    /// Whether a command prints JSON for machines instead of tables for people.
    @Flag(help: "Print JSON for machines instead of tables for people.")
    public var json = false

    /// No options are given.
    public init() {}

    /// Prints an answer: as JSON for machines, or in words for people.
    public func print(_ answer: some Record, _ words: @autoclosure () -> String) throws {
        Swift.print(json ? String(decoding: try answer.encoded(), as: UTF8.self) : words())
    }

    /// The settings of a service, from these options, the environment and the file.
    func settings(for service: String) async throws -> ServiceSettings {
        try await ServiceSettings.read(for: service, file: file, overrides: overrides)
    }
}

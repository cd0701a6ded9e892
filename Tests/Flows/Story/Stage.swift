import Foundation
import LocalScripts
import Runtime
import Vocabulary

/// Where the story is played: an instance of the whole system on this machine, whose time the story moves.
struct Stage: Sendable {
    /// The scripts that run the instance.
    let scripts: LocalScripts
    /// The instance's name.
    let instance: String
    /// The instance's own folder.
    let folder: String
    /// What its services are told beside its own settings, as environment variables.
    var settings: [String: String] = [:]

    /// An instance that scripts run, by its name.
    init(scripts: LocalScripts, instance: String) {
        self.scripts = scripts
        self.instance = instance
        let checkout = URL(fileURLWithPath: scripts.folder).deletingLastPathComponent().deletingLastPathComponent()
        folder = "\(checkout.path)/.run/\(instance)"
    }

    /// An instance by its folder, `.run/NAME`.
    init(runDirectory: String) {
        let folder = URL(fileURLWithPath: runDirectory).standardizedFileURL
        let checkout = folder.deletingLastPathComponent().deletingLastPathComponent()
        self.init(
            scripts: LocalScripts(folder: "\(checkout.path)/compose/local"), instance: folder.lastPathComponent)
    }

    /// The file that the instance's time goes by.
    var clockFile: String { "\(folder)/clock" }

    /// Sees that the instance is there, and that no story was begun on it.
    func expectUnplayed() throws {
        guard FileManager.default.fileExists(atPath: folder) else {
            throw StoryFault("there is no \(folder): start an instance with compose/local/up \(instance)")
        }
        guard !FileManager.default.fileExists(atPath: clockFile) else {
            throw StoryFault(
                "a story was begun on \(instance) before: remove it with compose/local/wipe \(instance), "
                    + "and start it anew with compose/local/up \(instance)")
        }
    }

    /// Runs a command of a service, and returns what it printed.
    func run(_ service: String, _ arguments: [String]) async throws -> String {
        try await script("run", [instance, service] + arguments)
    }

    /// What a command of a service answers.
    func ask<Answer: Decodable>(_: Answer.Type, _ service: String, _ arguments: [String]) async throws -> Answer {
        try Self.answer(Answer.self, in: await run(service, arguments + ["--json"]))
    }

    /// The JSON among all that a command printed: a long work shows on standard error that it goes on.
    static func answer<Answer: Decodable>(_: Answer.Type, in printed: String) throws -> Answer {
        guard let start = printed.firstIndex(of: "{"), let end = printed.lastIndex(of: "}") else {
            throw StoryFault("no JSON was answered: \(printed)")
        }
        return try JSONDecoder().decode(Answer.self, from: Data(printed[start...end].utf8))
    }

    /// Runs one of the scripts on the instance.
    @discardableResult
    func script(_ name: String, _ arguments: [String]) async throws -> String {
        let environment = settings.merging(["THROUGHTRAIN_CLOCK_FILE": clockFile]) { _, clock in clock }
        return try await scripts.run(name, arguments, environment: environment)
    }

    /// Moves the instance's time.
    func setTime(_ instant: Instant) async throws {
        try DomainClock.content(settingTime: instant).write(toFile: clockFile, atomically: true, encoding: .utf8)
    }

    /// Writes a file into the instance's folder, and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Waits until a condition holds, but no longer than half a minute.
    func wait(_ what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !condition() {
            guard ContinuousClock.now < deadline else { throw StoryFault("waited in vain for \(what)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

/// Why the story does not go on.
struct StoryFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Demands what the story cannot go on without.
func expect(_ holds: Bool, _ what: String) throws {
    if !holds { throw StoryFault(what) }
}

extension Instant {
    /// An instant as the story or a service writes it down.
    init(of text: String) throws {
        guard let instant = Instant(text) else { throw StoryFault("\(text) is no instant") }
        self = instant
    }
}

import AMQP
import ArgumentParser
import Delivery
@testable import Postgres
@testable import Runtime
import Testing

@Suite("How a service's program ends")
struct ServiceProgramTests {
    private struct Sample: ServiceProgram {
        static let configuration = CommandConfiguration(commandName: "sample", subcommands: [Weigh.self])
    }

    private struct Weigh: AsyncParsableCommand {
        @Argument var grams: Int
        @Option var scale: Scale = .platform
    }

    private enum Scale: String, ExpressibleByArgument, CaseIterable {
        case platform
        case hand
        case crane
        case belt
        case axle
        case spring
    }

    @Test(
        "arguments that cannot be read are named in one line that leads to the help",
        arguments: [
            (["weigh", "much"], "The value 'much' is invalid for '<grams>'; see `sample weigh --help`"),
            (["weigh"], "Missing expected argument '<grams>'; see `sample weigh --help`"),
            (["weigh", "3", "--fast"], "Unknown option '--fast'; see `sample weigh --help`"),
            (
                ["weigh", "3", "--scale", "eye"],
                "The value 'eye' is invalid for '--scale <scale>'. Please provide one of the following: "
                    + "platform, hand, crane, belt, axle, spring; see `sample weigh --help`"
            ),
        ])
    func namesArguments(_ arguments: [String], _ words: String) throws {
        let error = try #require(throws: (any Error).self) { try Sample.parseAsRoot(arguments) }
        #expect(Sample.words(for: error) == words)
        #expect(Sample.commandExit(after: error) == .refused)
    }

    @Test(
        "an error ends it by what can be done about it",
        arguments: [
            (Problem.notFound("order 3"), .refused),
            (Problem(409, "not-in-state", "it is closed"), .refused),
            (Problem(503, "unavailable", "later"), .unavailable),
            (Problem(500, "internal", "a fault"), .failure),
            (FileFault("lots.json is empty"), .refused),
            (ValidationError("--limit takes 1 to 1000"), .refused),
            (PostgresError(.connectionFailed, "nobody listens"), .unavailable),
            (AMQPError.unreachable(address: "127.0.0.1", reason: "nobody listens"), .unavailable),
            (AMQPError.authenticationRefused(user: "orders"), .failure),
            (DeliveryError.notMigrated, .failure),
        ] as [(any Error, CommandExit)])
    func ends(after error: any Error, _ exit: CommandExit) {
        #expect(Sample.commandExit(after: error) == exit)
    }

    @Test("what a command says is not changed")
    func keepsWords() {
        #expect(Sample.words(for: FileFault("lots.json is empty")) == "lots.json is empty")
        #expect(Sample.words(for: ValidationError("--limit takes 1 to 1000")).hasPrefix("--limit takes 1 to 1000"))
    }
}

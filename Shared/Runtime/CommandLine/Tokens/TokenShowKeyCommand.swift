public import ArgumentParser
internal import Eventing

/// `token show-key`: prints the public half of a key.
public struct TokenShowKeyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show-key", abstract: "Print the public half of a private key as a JSON Web Key.",
            discussion: """
                \(Hosted.name) token make-key --key-file shown-$$.key --keys-file shown-$$.jwks
                \(Hosted.name) token show-key --key-file shown-$$.key
                """)
    }

    @Option(help: "The file with the private key.")
    var keyFile: String

    /// Makes the command.
    public init() {}

    /// Prints it.
    public func run() async throws {
        print(String(decoding: try TokenIssuer(keyFile: keyFile).publicKey.encoded(), as: UTF8.self))
    }
}

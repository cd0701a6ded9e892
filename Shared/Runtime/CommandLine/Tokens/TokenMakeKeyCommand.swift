public import ArgumentParser
internal import Eventing
internal import Foundation

/// `token make-key`: makes a key that signs tokens.
public struct TokenMakeKeyCommand<Hosted: HostedService>: AsyncParsableCommand {
    /// The command's name and help.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "make-key",
            abstract: "Make a private key, and add its public half to the set that services read.",
            discussion: """
                The private key is never printed; whoever has its file can be anybody.

                \(Hosted.name) token make-key --key-file tokens-$$.key --keys-file tokens-$$.jwks
                """)
    }

    @Option(help: "The file that gets the private key, made for its owner only; it must not be there yet.")
    var keyFile: String

    @Option(help: "The JSON Web Key Set that gets the public key; it is made if it is not there.")
    var keysFile: String

    /// Makes the command.
    public init() {}

    /// Makes the key before it is made known: one that cannot be kept is known to nobody.
    public func run() async throws {
        var set = PublicJWKSet([])
        if PrivateFile.exists(keysFile) { set = try PublicJWKSet(file: keysFile) }
        try TokenIssuer.makeKey(keyFile)
        let key = try TokenIssuer(keyFile: keyFile).publicKey
        set.keys.append(key)
        // Moved into place whole: services may read it at any time.
        try Data(try set.encoded()).write(to: URL(fileURLWithPath: keysFile), options: .atomic)
        print("made key \(key.kid); \(keysFile) has \(set.keys.count)")
    }
}

import ArgumentParser
import Foundation

/// `contracts`: writes what the services promise to `docs/contracts`.
@main
struct ContractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contracts",
        abstract: "Write the contracts of the running types to docs/contracts.",
        discussion: """
            Exits with 1 if an event differs from one of a past edition in a way that would break those who read by it; \
            such a change needs a new major version of the event beside the old one.

            contracts
            contracts --edition 2026-11-29
            """)

    @Option(help: "The root of the checkout.")
    var checkout = "."

    @Option(help: "Also keep the events as an edition of the past, which later ones must be compatible with.")
    var edition: String?

    func validate() throws {
        guard let edition else { return }
        let isName = !edition.isEmpty && edition.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
        if !isName || edition.hasPrefix(".") {
            throw ValidationError("an edition is named by letters, digits, hyphens and dots, such as 2026-11-29")
        }
    }

    func run() throws {
        let checkout = Checkout(root: URL(fileURLWithPath: checkout))
        let published = PublishedContracts(try Suite.contracts(checkout.comments()))
        let folder = ContractFolder(checkout.contracts)
        try folder.replace(with: published.files)
        if let edition { try folder.keep(published.eventFiles, as: edition) }
        let breaches = try folder.editions().flatMap { $0.breaches(by: published) }
        for breach in breaches { FileHandle.standardError.write(Data("\(breach)\n".utf8)) }
        print("\(published.files.count) files are in \(folder.url.path)")
        if !breaches.isEmpty { throw ExitCode.failure }
    }
}

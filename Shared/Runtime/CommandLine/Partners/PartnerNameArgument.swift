public import ArgumentParser
internal import Delivery
internal import Postgres

/// The partner that a command is about.
public struct PartnerNameArgument: ParsableArguments {
    @Argument(help: "The partner's name: 2 to 31 lower case letters, digits and hyphens, a letter first.")
    var name: String

    /// Makes the argument.
    public init() {}

    /// Refuses what can be no name.
    public func validate() throws {
        _ = try address()
    }

    func address() throws -> PartnerAddress {
        guard let address = PartnerAddress(name) else {
            throw ValidationError("\(name) is no name of a partner: 2 to 31 of a-z, 0-9 and -, a letter first")
        }
        return address
    }
}

extension RegisteredPartner {
    /// The partner of a name.
    /// - Throws: a ``Problem`` when there is none.
    static func named(_ name: String, at workbench: Workbench) async throws -> RegisteredPartner {
        let found = try await workbench.pool.withTransaction(readOnly: true) { transaction in
            try await PartnerRegister(in: transaction).find(name)
        }
        guard let found else {
            throw Problem(404, "not-found", "there is no partner \(name) here; `partner list` shows who there is")
        }
        return found
    }
}

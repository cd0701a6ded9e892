/// All that is wrong with a service's settings.
public struct SettingsError: Error, CustomStringConvertible {
    /// What is wrong with one setting.
    struct Fault: Equatable {
        var key: String
        var problem: String
    }

    var faults: [Fault]

    /// One line for each setting that is wrong, and where it may be set.
    public var description: String {
        faults.map { fault in
            "setting \(fault.key) \(fault.problem); set \(Self.variable(fault.key)), or \(fault.key) in the file of --config,"
                + " or --set \(fault.key)=…"
        }.joined(separator: "\n")
    }

    private static func variable(_ key: String) -> String {
        "THROUGHTRAIN_" + key.map { $0 == "." || $0 == "-" ? "_" : $0.uppercased() }.joined()
    }
}

extension SettingsError {
    /// A service that keeps personal data needs the keys that it is kept under.
    static let missingPersonalKeys = SettingsError(faults: [
        Fault(
            key: ServiceSettings.personalKeysFileKey,
            problem: "is missing, the file with the keys of personal data, as `personal make-key` makes it")
    ])

    /// Whoever owns a table can take away what protects it.
    static let ownedByWhoServes = SettingsError(faults: [
        Fault(
            key: ServiceSettings.ownerKey,
            problem: "is postgres.user, by which the service runs, and must be another role")
    ])
}

extension ServiceSettings {
    /// - Throws: ``SettingsError`` when no file of keys is named.
    func requiredPersonalKeysFile() throws(SettingsError) -> String {
        guard let personalKeysFile else { throw .missingPersonalKeys }
        return personalKeysFile
    }
}

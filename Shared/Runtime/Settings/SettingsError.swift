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

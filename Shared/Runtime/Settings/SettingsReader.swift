internal import AMQP
internal import Configuration

/// Reads settings one by one and collects what is wrong with them, so that every fault is named at once.
struct SettingsReader {
    private let configuration: ConfigReader
    private(set) var faults: [SettingsError.Fault] = []

    init(_ configuration: ConfigReader) {
        self.configuration = configuration
    }

    mutating func text(_ key: String, default fallback: String? = nil) -> String {
        if let value = configuration.string(forKey: ConfigKey(key)), !value.isEmpty { return value }
        guard let fallback else {
            faults.append(SettingsError.Fault(key: key, problem: "is missing"))
            return ""
        }
        return fallback
    }

    mutating func optionalText(_ key: String) -> String? {
        configuration.string(forKey: ConfigKey(key)).flatMap { $0.isEmpty ? nil : $0 }
    }

    mutating func number(_ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil) -> Int {
        let value = text(key, default: fallback.map(String.init))
        if value.isEmpty { return range.lowerBound }
        guard let number = Int(value), range.contains(number) else {
            fault(key, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return range.lowerBound
        }
        return number
    }

    /// A number from 0 to 1.
    mutating func fraction(_ key: String, default fallback: Double) -> Double {
        let text = text(key, default: "\(fallback)")
        guard let number = Double(text), (0...1).contains(number) else {
            fault(key, "is not a number from 0 to 1")
            return fallback
        }
        return number
    }

    /// Addresses of other nodes, as in `two.example:5672,three.example:5672`; none unless they are given.
    mutating func addresses(_ key: String) -> [AMQPConfiguration.Address] {
        (optionalText(key) ?? "").split(separator: ",").compactMap { text in
            let colon = text.lastIndex(of: ":") ?? text.startIndex
            let host = text[..<colon].trimmingPrefix(while: \.isWhitespace)
            guard !host.isEmpty, let port = Int(text[colon...].dropFirst()), (1...65_535).contains(port) else {
                fault(key, "is not a list of addresses like two.example:5672,three.example:5672")
                return nil
            }
            return AMQPConfiguration.Address(host: String(host), port: port)
        }
    }

    /// An address of HTTP; nil if none is given.
    mutating func url(_ key: String, default fallback: String?) -> String? {
        guard let url = optionalText(key) ?? fallback, !url.isEmpty else { return nil }
        guard ["http://", "https://"].contains(where: url.hasPrefix) else {
            fault(key, "is not an address like http://127.0.0.1:4318")
            return nil
        }
        return url
    }

    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(_ key: String, default fallback: Value)
        -> Value
    {
        let text = text(key, default: fallback.rawValue)
        guard let value = Value(rawValue: text) else {
            fault(key, "is not one of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
            return fallback
        }
        return value
    }

    /// A secret, given by itself or, better, as the name of a file that holds it.
    mutating func secret(_ key: String) -> String? {
        optionalText(key + "-file") == nil ? optionalText(key) : secret(inFileOf: key + "-file")
    }

    /// A secret that is in a file, which a setting names.
    mutating func secret(inFileOf key: String) -> String? {
        guard let path = optionalText(key) else { return nil }
        do {
            return try FileContent.read(path).trimmingTrailingNewline
        } catch {
            fault(key, "cannot be read: \(error)")
            return nil
        }
    }

    /// Notes what is wrong with a setting.
    mutating func fault(_ key: String, _ problem: String) {
        faults.append(SettingsError.Fault(key: key, problem: problem))
    }
}

extension String {
    fileprivate var trimmingTrailingNewline: String {
        hasSuffix("\n") ? String(dropLast()) : self
    }
}

/// Names in Prometheus' grammar, made from names that need not be.
///
/// Every letter that the grammar lacks becomes `_`, so `http.server.requests` is `http_server_requests`.
/// Grammar: <https://prometheus.io/docs/concepts/data_model/>, where `:` is left to recording rules.
enum MetricName {
    /// A metric's name: `[a-zA-Z_][a-zA-Z0-9_]*`.
    static func metric(_ label: String) -> String {
        sanitized(label)
    }

    /// A counter's name, which ends in `_total`.
    static func counter(_ label: String) -> String {
        ending(in: "_total", label)
    }

    /// A timer's name, which ends in `_seconds`.
    static func timer(_ label: String) -> String {
        ending(in: "_seconds", label)
    }

    /// A label's name. `le` belongs to the buckets of histograms, and a leading `__` to Prometheus itself.
    static func label(_ name: String) -> String {
        let sanitized = sanitized(name)
        if sanitized == "le" { return "exported_le" }
        return sanitized.hasPrefix("__") ? "_" + sanitized.drop { $0 == "_" } : sanitized
    }

    private static func ending(in suffix: String, _ label: String) -> String {
        let name = sanitized(label)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    private static func sanitized(_ name: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(name.utf8.count + 1)
        for scalar in name.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_":
                result.append(UInt8(ascii: scalar))
            case "0"..."9":
                if result.isEmpty { result.append(UInt8(ascii: "_")) }
                result.append(UInt8(ascii: scalar))
            default:
                result.append(UInt8(ascii: "_"))
            }
        }
        return result.isEmpty ? "_" : String(decoding: result, as: UTF8.self)
    }
}

/// A gauge of a service without labels, as its metrics show it.
package struct Gauge {
    private let name: String

    /// Names one: `throughtrain_relay_leading`.
    package init(_ name: String) {
        self.name = name
    }

    /// What it shows.
    /// - Parameter port: where the service listens.
    /// - Returns: nil if it shows nothing, or the service does not answer.
    package func value(at port: UInt16) -> Double? {
        guard let page = try? HTTPConnection(port: port, limit: 3).exchange(Request.get("/metrics")) else { return nil }
        let lines = String(decoding: page.body, as: UTF8.self).split(separator: "\n")
        return lines.first { $0.hasPrefix("\(name) ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}

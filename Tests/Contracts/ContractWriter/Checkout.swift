import Contracts
import Foundation

/// The sources that contracts take their words from, and where contracts are kept.
struct Checkout {
    let root: URL

    /// Where contracts are kept.
    var contracts: URL { root.appendingPathComponent("docs/contracts") }

    /// What the sources of the rooms and services say. `Services/Orders/Events` is the module `OrdersEvents`, and
    /// `Shared/Eventing` is `Eventing`.
    func comments() throws -> SourceComments {
        var comments = SourceComments()
        for folder in ["Services", "Shared"] {
            for path in try sources(in: folder) {
                let parts = path.split(separator: "/")
                let module = folder == "Services" ? parts[0] + parts[1] : parts[0]
                let url = root.appendingPathComponent("\(folder)/\(path)")
                comments.read(try String(contentsOf: url, encoding: .utf8), module: String(module))
            }
        }
        return comments
    }

    /// The Swift sources below a folder, sorted.
    func sources(in folder: String) throws -> [String] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        return paths.filter { $0.hasSuffix(".swift") }.sorted()
    }
}

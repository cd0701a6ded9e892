import Contracts
import Foundation

/// Where contracts are kept: those of the present, and the events of past editions below `past`.
struct ContractFolder {
    let url: URL

    init(_ url: URL) {
        self.url = url
    }

    private var past: URL { url.appendingPathComponent("past") }

    /// The texts of the present that are there, by their paths.
    func files() throws -> [String: String] {
        try Self.files(in: url).filter { !$0.key.hasPrefix("past/") }
    }

    /// The editions of the past, the oldest first by name.
    func editions() throws -> [PastEdition] {
        guard FileManager.default.fileExists(atPath: past.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: past.path).sorted().map { name in
            try PastEdition(name: name, files: Self.files(in: past.appendingPathComponent(name)))
        }
    }

    /// Writes the present's files, and removes what is no longer among them.
    func replace(with files: [String: String]) throws {
        for path in try self.files().keys where files[path] == nil {
            try FileManager.default.removeItem(at: url.appendingPathComponent(path))
        }
        try Self.write(files, to: url)
    }

    /// Keeps events as an edition of the past. One that is there is not changed any more.
    func keep(_ files: [String: String], as edition: String) throws {
        let folder = past.appendingPathComponent(edition)
        if FileManager.default.fileExists(atPath: folder.path) {
            throw CocoaError(.fileWriteFileExists, userInfo: [NSFilePathErrorKey: folder.path])
        }
        try Self.write(files, to: folder)
    }

    private static func write(_ files: [String: String], to folder: URL) throws {
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    private static func files(in folder: URL) throws -> [String: String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        return Dictionary(
            uniqueKeysWithValues: try paths.map {
                ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
            })
    }
}

public import Eventing
internal import Foundation

extension Record {
    /// Reads a record from a JSON file that a command names.
    /// - Throws: what names the file, and what is wrong with it.
    public init(file: String) throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw FileFault("\(file) cannot be read: name a JSON file")
        }
        guard !bytes.isEmpty else { throw FileFault("\(file) is empty: give what the help of this command shows") }
        do {
            try self.init(decoding: bytes)
        } catch {
            throw FileFault("\(file): \(error.description)")
        }
    }
}

/// Why a file that a command names is of no use to it.
public struct FileFault: Error, CustomStringConvertible {
    /// The file, what is wrong with it, and what to do.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) {
        self.description = description
    }
}

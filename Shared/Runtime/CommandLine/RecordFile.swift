public import Eventing
internal import Foundation

extension Record {
    /// Reads a record from a JSON file that a command names, or from standard input where it names `-`.
    /// - Throws: what names the file, and what is wrong with it.
    public init(file: String) throws {
        let bytes = try InputFile.read(file)
        guard !bytes.isEmpty else { throw FileFault("\(file) is empty: give what the help of this command shows") }
        do {
            try self.init(decoding: bytes)
        } catch {
            throw FileFault("\(file): \(error.description)")
        }
    }
}

/// A file that a command reads.
public enum InputFile {
    /// Reads a file, or standard input where it is called `-`.
    /// - Throws: what names the file.
    public static func read(_ file: String) throws(FileFault) -> [UInt8] {
        if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw FileFault("\(file) cannot be read: name a file, or - for standard input")
        }
        return Array(bytes)
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

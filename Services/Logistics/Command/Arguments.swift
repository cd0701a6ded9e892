public import ArgumentParser
internal import Eventing
internal import Foundation
public import LogisticsDomain
public import Vocabulary

// How arguments are read.

extension UUIDv7: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension DivisionCode: ExpressibleByArgument {
    /// Reads the argument.
    public init?(argument: String) { self.init(argument) }
}

extension ConsignmentState: ExpressibleByArgument {}

extension Record {
    /// Reads a record from a JSON file.
    init(file: String) throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ValidationError("\(file) cannot be read: name a JSON file")
        }
        do {
            try self.init(decoding: bytes)
        } catch {
            throw ValidationError("\(file): \(error.description)")
        }
    }
}

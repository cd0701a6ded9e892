import Foundation

/// What all acts came to. `json` has it under snake-case names.
struct ChaosReport: Encodable, Sendable {
    /// What the schedules were drawn by.
    let seed: UInt64
    /// Orders a second.
    let rate: Double
    /// `release` or `debug`.
    let build: String
    /// How many instances of each service there were.
    let instances: Int
    /// The acts that could not be played here, and why.
    let leftOut: [String: String]
    /// In the order in which they were played.
    var acts: [ActResult] = []

    /// Whether every promise was kept.
    var isKept: Bool { !acts.isEmpty && acts.allSatisfy(\.faults.isEmpty) }

    /// The report for machines.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

internal import Foundation
internal import Passes
internal import Runtime

/// Gives commands to a service, one after the other, in the role that each is for.
struct CommandDesk {
    private let connection: HTTPConnection
    private let passes: PassDesk

    /// Connects to a service of an instance.
    init(_ service: String, of system: RigSystem) async throws {
        connection = try HTTPConnection(port: await system.port(of: service))
        passes = try system.passes
    }

    private func token(for path: String) throws -> String {
        let offices = ["/pavilions", "/producers", "/products"]
        let name = "bench.office"
        if offices.contains(path) { return try passes.token(of: .officer(name)) }
        return try passes.token(of: path.hasPrefix("/lots") ? .clerk(name) : .operating(name))
    }

    /// Gives a command about a list, and returns the ids that it answers with, one for each entry.
    func give(_ path: String, _ list: String, _ entries: [String]) throws -> [String] {
        let body = #"{"\#(list)":[\#(entries.joined(separator: ","))]}"#
        let ids = try give(path, body)
        try expect(ids.count == entries.count, "\(path) answers \(entries.count) ids, not \(ids.count)")
        return ids
    }

    /// Gives a command, and returns the ids that it answers with.
    func give(_ path: String, _ body: String) throws -> [String] {
        let answer = try connection.exchange(Request.post(path, body, token: token(for: path)))
        return try decode(IDs.self, from: answer, to: path).ids
    }

    /// Asks a question.
    func ask<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try decode(
            type, from: connection.exchange(Request.get(path, token: passes.token(of: .operating("bench.office")))),
            to: path)
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type, from answer: HTTPConnection.Answer, to path: String
    ) throws -> Value {
        guard (200..<300).contains(answer.status) else {
            throw RigFault("\(path) answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
        }
        return try JSONDecoder().decode(type, from: Data(answer.body))
    }
}

private struct IDs: Decodable {
    let ids: [String]
}

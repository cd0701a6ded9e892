import Eventing
import Seeds
import Testing

@testable import ContractWriter

@Suite("An event that was spoilt on its way")
struct MutatedEventsTests {
    /// How many inputs each kind of event gets: with some fifty kinds, two thousand in all.
    private static let inputs = 40

    @Test("is refused with what is wrong with it, or is one that is written and read again as the same")
    func events() async throws {
        var (read, refused) = (0, 0)
        for fact in Suite.facts { try await spoil(fact, &read, &refused) }
        #expect(read > 0 && refused > 1000, "\(read) were read, and \(refused) refused")
    }

    private func spoil<Body: Event>(_: Body.Type, _ read: inout Int, _ refused: inout Int) async throws {
        let example = try Body.example().encoded()
        var counts = (read, refused)
        try await forEachMutation(Self.inputs, of: [example]) { bytes in
            guard let event = try Self.event(Body.self, in: bytes) else {
                counts.1 += 1
                return
            }
            counts.0 += 1
            try demand(try Body(decoding: event.encoded()) == event, "\(Body.type.name) is not read again as it was")
        }
        (read, refused) = counts
    }

    /// Nil where it is refused.
    private static func event<Body: Event>(_: Body.Type, in bytes: [UInt8]) throws -> Body? {
        do {
            return try Body(decoding: bytes)
        } catch {
            try demand(!"\(error)".isEmpty, "it is refused without a reason")
            return nil
        }
    }
}

import Foundation
import Seeds
import Testing
import Vocabulary

@testable import Runtime

@Suite("A token, or a header, that was spoilt on its way")
struct MutatedTokenTests {
    @Test("lets nobody in but the one whom it was issued to, and says why not")
    func tokens() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let now = Instant(milliseconds: 1_795_996_800_000)
        let holder = Caller("zhao.county", as: .countyOfficer)
        let token = try issuer.token(for: holder, life: 3600, at: now)
        var refused = 0
        try await forEachMutation(of: [Array(token.utf8)]) { bytes in
            do throws(TokenFault) {
                let caller = try await reader.caller(of: String(decoding: bytes, as: UTF8.self), at: now)
                try demandSame(caller, holder)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1000)
    }

    private func demandSame(_ caller: Caller, _ holder: Caller) throws(TokenFault) {
        guard caller == holder else {
            Issue.record("a changed token lets in \(caller)")
            throw .wrongSignature
        }
    }

    @Test("is a media type, or none: one that is JSON admits JSON, unless it says otherwise")
    func mediaTypes() async throws {
        let corpus = ["application/json; charset=utf-8", "text/*;q=0.5, */*;q=0"].map { Array($0.utf8) }
        try await forEachMutation(of: corpus) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let range = MediaRange(text)
            try demand(!range.isJSON || range.admitsJSON || text.lowercased().contains("q="), text)
        }
    }
}

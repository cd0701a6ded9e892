import ArgumentParser
import Foundation
import Testing
import Vocabulary

@testable import Runtime

@Suite("Who gives a command on the command line")
struct ActingTests {
    private static let need = Need(.reviewer, .countyOfficer)

    private func acting(_ actor: String? = nil, role: Role? = nil, tokenFile: String? = nil) -> Acting {
        Acting(need: Self.need, actor: actor, role: role, tokenFile: tokenFile, reason: "test")
    }

    @Test("is who is named, in the role that the command is there for or in one that it admits")
    func named() async throws {
        let access = AccessSettings(keysFile: nil)
        #expect(try await acting("wang").caller(access) == Caller("wang", as: .reviewer))
        #expect(try await acting("wang", role: .countyOfficer).caller(access) == Caller("wang", as: .countyOfficer))
        await #expect(throws: Problem.self) { try await acting("wang", role: .operator).caller(access) }
        await #expect(throws: ValidationError.self) { try await acting().caller(access) }
    }

    @Test("is the holder of a token alone, where that is set, whoever is named")
    func token() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let file = "\(folder.path)/zhao.token"
        let holder = Caller("zhao", as: .countyOfficer, within: Scope(county: DivisionCode("522728")))
        try issuer.token(for: holder, life: 3600, at: .wallTime()).write(
            toFile: file, atomically: true, encoding: .utf8)
        let access = AccessSettings(keysFile: folder.keysFile, authority: folder.authority, commands: .token)
        #expect(try await acting(tokenFile: file).caller(access) == holder)
        let refusal = await #expect(throws: ValidationError.self) { try await acting("wang").caller(access) }
        #expect(refusal?.message.contains("--token-file") == true)
    }
}

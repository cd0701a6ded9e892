import Crypto
import Eventing
import Foundation
import Testing
import Vocabulary

@testable import Runtime

@Suite("A token")
struct TokenReaderTests {
    private static let now = Instant(milliseconds: 1_795_996_800_000)
    private static let county = DivisionCode("522728")
    private static let officer = Caller("zhao.county", as: .countyOfficer, within: Scope(county: county))

    @Test("of every role says who, in which role and how far")
    func saysWho() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let partner = UUIDv7.make()
        for role in Role.allCases {
            let scope =
                switch role.bound {
                case .county: Scope(county: Self.county)
                case .partner: Scope(partner: partner)
                case .themselves, .everything: Scope(subPlatform: partner)
                }
            let caller = Caller("somebody", as: role, within: scope)
            let token = try issuer.token(for: caller, life: 3600, at: Self.now)
            #expect(try await reader.caller(of: token, at: Self.now) == caller)
        }
        let everywhere = Caller("wang", as: .stationClerk)
        let token = try issuer.token(for: everywhere, life: 3600, at: Self.now)
        #expect(try await reader.caller(of: token, at: Self.now) == everywhere)
    }

    @Test("lets in from when it is issued until it expires, as far as clocks agree, and no longer though it is known")
    func time() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let token = try issuer.token(for: Self.officer, life: 3600, at: Self.now)
        for (seconds, fault) in [
            (-31, TokenFault.notYetValid), (-29, nil), (0, nil), (3629, nil), (3631, .expired), (7200, .expired),
        ] as [(Int64, TokenFault?)] {
            let then = Self.now + .seconds(seconds)
            #expect(await Self.fault(of: token, at: reader, then) == fault, "after \(seconds) s")
            // What is known is known to expire as well.
            #expect(await Self.fault(of: token, at: reader, then) == fault, "after \(seconds) s, again")
        }
    }

    @Test("that lives longer than a day lets nobody in, whoever signed it")
    func longLife() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let day = TokenClaims.longestLife
        for (life, fault) in [(day, nil), (day + 1, TokenFault.livesTooLong), (0, .livesTooLong)] {
            let token = try issuer.token(for: Self.officer, life: life, at: Self.now)
            #expect(await Self.fault(of: token, at: reader, Self.now) == fault, "\(life) s")
        }
    }

    @Test("of another issuer, for another audience, or by an unknown key lets nobody in")
    func strangers() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        let stranger = try folder.makeKey("stranger")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let foreign = try TokenIssuer(keyFile: "\(folder.path)/first.key", for: TokenAuthority(issuer: "elsewhere"))
        let astray = try TokenIssuer(keyFile: "\(folder.path)/first.key", for: TokenAuthority(audience: "elsewhere"))
        for (issuer, fault) in [
            (stranger, TokenFault.unknownKey), (foreign, .wrongIssuer), (astray, .wrongAudience),
        ] {
            let token = try issuer.token(for: Self.officer, life: 60, at: Self.now)
            #expect(await Self.fault(of: token, at: reader, Self.now) == fault)
        }
    }

    @Test(
        "may be for several audiences, of which this service's is one",
        arguments: [
            (#"["throughtrain"]"#, nil), (#"["elsewhere","throughtrain"]"#, nil),
            (#"["elsewhere"]"#, TokenFault.wrongAudience), ("[]", .wrongAudience),
        ] as [(String, TokenFault?)])
    func audiences(audience: String, fault: TokenFault?) async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let claims = ForgedToken.claims(of: try issuer.token(for: Self.officer, life: 60, at: Self.now))
        let several = claims.replacing(#""aud":"throughtrain""#, with: #""aud":\#(audience)"#)
        try #require(several != claims)
        let key = try P256.Signing.PrivateKey(
            pemRepresentation: try String(contentsOfFile: "\(folder.path)/first.key", encoding: .utf8))
        let token = try ForgedToken.make(
            header: #"{"alg":"ES256","kid":"\#(issuer.publicKey.kid)"}"#, claims: several
        ) {
            try key.signature(for: $0).rawRepresentation
        }
        #expect(await Self.fault(of: token, at: reader, Self.now) == fault)
    }

    @Test("that is forged lets nobody in: unsigned, signed with the public key as a secret, changed, or by no kid")
    func forgeries() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let good = try issuer.token(for: Self.officer, life: 3600, at: Self.now)
        let claims = ForgedToken.claims(of: good)
        let kid = issuer.publicKey.kid
        let parts = good.split(separator: ".")
        let promoted = claims.replacing("county-officer", with: "operator")
        try #require(promoted != claims)
        let published = SymmetricKey(data: try issuer.publicKey.encoded())
        let forgeries: [(String, TokenFault)] = try [
            (ForgedToken.make(header: #"{"alg":"none","kid":"\#(kid)"}"#, claims: claims), .wrongAlgorithm),
            (ForgedToken.make(header: #"{"alg":"none"}"#, claims: claims), .unknownKey),
            (
                ForgedToken.make(header: #"{"alg":"HS256","kid":"\#(kid)"}"#, claims: claims) {
                    Data(HMAC<SHA256>.authenticationCode(for: $0, using: published))
                }, .wrongAlgorithm
            ),
            (ForgedToken.make(header: #"{"alg":"ES256","kid":"\#(kid)"}"#, claims: claims), .wrongSignature),
            (ForgedToken.make(header: #"{"alg":"ES384","kid":"\#(kid)"}"#, claims: claims), .wrongAlgorithm),
            ("\(parts[0]).\(Data(promoted.utf8).base64URL).\(parts[2])", .wrongSignature),
            (ForgedToken.make(header: #"{"alg":"ES256"}"#, claims: claims), .unknownKey),
        ]
        for (token, fault) in forgeries {
            #expect(await Self.fault(of: token, at: reader, Self.now) == fault, "\(token)")
        }
        for text in ["", "a", "a.b", "a.b.c", "a.b.c.d", "\(parts[0]).\(parts[1])", good + "."] {
            guard case .malformed = await Self.fault(of: text, at: reader, Self.now) else {
                Issue.record("\(text) is no token")
                continue
            }
        }
        #expect(await Self.fault(of: good, at: reader, Self.now) == nil)
    }

    @Test("without the scope that its role is bound to lets nobody in: what it does not say, it does not reach")
    func scopes() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        for caller in [Caller("p", as: .partner), Caller("p", as: .partner, within: Scope(county: Self.county))] {
            let token = try issuer.token(for: caller, life: 60, at: Self.now)
            guard case .malformed = await Self.fault(of: token, at: reader, Self.now) else {
                Issue.record("a partner's token names its partner")
                continue
            }
        }
        let claims = TokenClaims(of: Self.officer, from: folder.authority, at: Self.now, life: 60)
        for county in [nil, "", "52272", "522728100201", "all"] {
            var spoiled = claims
            spoiled.county = county
            #expect(throws: TokenFault.self) { try spoiled.caller(trusting: folder.authority, at: Self.now) }
        }
    }

    @Test("is let in by a key from when it is in the set until it is not, without a restart")
    func rotation() async throws {
        let folder = try KeyFolder()
        let (first, second) = (try folder.makeKey("first"), try folder.makeKey("second"))
        try folder.publish([first])
        let reader = try await folder.reader()
        let old = try first.token(for: Self.officer, life: 3600, at: Self.now)
        let new = try second.token(for: Self.officer, life: 3600, at: Self.now)
        #expect(await Self.fault(of: old, at: reader, Self.now) == nil)
        #expect(await Self.fault(of: new, at: reader, Self.now) == .unknownKey)

        try folder.publish([first, second])
        #expect(await Self.fault(of: old, at: reader, Self.now) == nil)
        #expect(await Self.fault(of: new, at: reader, Self.now) == nil)

        // A mistake in the file must shut nobody out.
        try folder.publish("{")
        #expect(await Self.fault(of: new, at: reader, Self.now) == nil)

        try folder.publish([second])
        #expect(await Self.fault(of: old, at: reader, Self.now) == .unknownKey)
        #expect(await Self.fault(of: new, at: reader, Self.now) == nil)
    }

    @Test("costs a verification once, and is known by then")
    func known() async throws {
        let folder = try KeyFolder()
        let issuer = try folder.makeKey("first")
        try folder.publish([issuer])
        let reader = try await folder.reader()
        let token = try issuer.token(for: Self.officer, life: 3600, at: Self.now)
        for _ in 0..<3 { #expect(await Self.fault(of: token, at: reader, Self.now) == nil) }
        #expect(await reader.knownTokens == 1)
        _ = await Self.fault(of: token + "x", at: reader, Self.now)
        #expect(await reader.knownTokens == 1)
    }

    @Test(
        "is read by no set that has a private key, no key, or one that is none",
        arguments: [
            "{}", #"{"keys":[]}"#, "[]", "",
            #"{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"AA","y":"AA"}]}"#,
            #"{"keys":[{"kty":"oct","kid":"a","k":"AA"}]}"#,
        ])
    func badSets(_ json: String) async throws {
        let folder = try KeyFolder()
        try folder.publish(json)
        await #expect(throws: SettingsError.self) { _ = try await folder.reader() }
    }

    private static func fault(of token: String, at reader: TokenReader, _ now: Instant) async -> TokenFault? {
        do throws(TokenFault) {
            _ = try await reader.caller(of: token, at: now)
            return nil
        } catch {
            return error
        }
    }
}

import Foundation
import Logging
import Testing
import Vocabulary

@testable import Runtime

@Suite("The file with the keys of personal data")
struct PersonalKeyRingTests {
    private static let field = PersonalField(table: "destination", column: "address", row: .make())

    private let folder: KeyFolder
    private let file: String

    init() throws {
        folder = try KeyFolder()
        file = "\(folder.path)/personal.keys"
    }

    private func ring() -> PersonalKeyRing { PersonalKeyRing(file: file, logger: Logger(label: "ring")) }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    @Test("is its owner's only, and refused when others may read it")
    func mode() throws {
        try PersonalKeyRing.makeKey(in: file)
        func mode() throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        }
        #expect(try mode() == 0o600)
        try PersonalKeyRing.makeKey(in: file)
        #expect(try mode() == 0o600)
        #expect(try ring().keys().ids.count == 2)
        for open in [0o640, 0o604, 0o622] {
            try FileManager.default.setAttributes([.posixPermissions: open], ofItemAtPath: file)
            let fault = #expect(throws: SettingsError.self) { try ring().keys() }
            #expect(fault?.description.contains("chmod 600 \(file)") == true)
        }
    }

    @Test("is read again when it changes, without a restart; one that has come to be of no use changes nothing")
    func readAgain() throws {
        let first = try PersonalKeyRing.makeKey(in: file)
        let ring = ring()
        let old = try ring.keys().seal("中华中路 1 号", for: Self.field)
        let second = try PersonalKeyRing.makeKey(in: file)
        #expect(try ring.keys().ids == [first, second])
        try PersonalKeyFile.use(second, in: file)
        #expect(try ring.keys().current == second)
        #expect(try ring.keys().open(old, of: Self.field) == "中华中路 1 号")

        let good = try String(contentsOfFile: file, encoding: .utf8)
        try write("{")
        #expect(try ring.keys().current == second)
        try FileManager.default.removeItem(atPath: file)
        #expect(try ring.keys().current == second)
        try write(good)
        try PersonalKeyFile.remove(first, from: file)
        #expect(try ring.keys().ids == [second])
    }

    @Test("with another look-up key is not taken: nobody would be found by it")
    func otherLookUpKey() throws {
        try PersonalKeyRing.makeKey(in: file)
        let ring = ring()
        let before = try ring.keys()
        try FileManager.default.removeItem(atPath: file)
        try PersonalKeyRing.makeKey(in: file)
        #expect(try ring.keys().current == before.current)
        #expect(try ring.keys().finds(like: before))
    }

    static let spoiled: [(text: String, said: String)] = [
        ("", "holds no keys"), ("[]", "holds no keys"), ("{}", "current is missing"),
        (#"{"current":"00000001","keys":[],"look_up_key":"KEY"}"#, "names no key of its own"),
        (
            #"{"current":"00000001","keys":[{"id":"00000001","key":"c2hvcnQ="}],"look_up_key":"KEY"}"#,
            "a key that is none"
        ),
        (#"{"current":"one","keys":[{"id":"one","key":"KEY"}],"look_up_key":"KEY"}"#, "a key that is none"),
        (
            #"{"current":"00000001","keys":[{"id":"00000001","key":"KEY"},{"id":"00000001","key":"KEY"}],"look_up_key":"KEY"}"#,
            "two keys 00000001"
        ),
        (#"{"current":"00000001","keys":[{"id":"00000001","key":"KEY"}],"look_up_key":"c2hvcnQ="}"#, "look-up key"),
    ]

    @Test("that is of no use is named with what is wrong, and nothing of it is repeated", arguments: spoiled.indices)
    func useless(_ index: Int) throws {
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        let (text, said) = Self.spoiled[index]
        try write(text.replacing("KEY", with: key))
        let fault = #expect(throws: SettingsError.self) { try ring().keys() }
        let words = try #require(fault).description
        #expect(words.contains(said) && words.contains("personal.keys-file"), "\(words)")
        #expect(!words.contains(key) && !words.contains("c2hvcnQ="))
        #expect(throws: FileFault.self) { try PersonalKeyRing.makeKey(in: file) }
    }

    @Test("that is not there is asked for, with the command that makes it")
    func missing() throws {
        let fault = #expect(throws: SettingsError.self) { try ring().keys() }
        #expect(fault?.description.contains("cannot be read") == true)
        #expect(SettingsError.missingPersonalKeys.description.contains("personal make-key"))
    }
}

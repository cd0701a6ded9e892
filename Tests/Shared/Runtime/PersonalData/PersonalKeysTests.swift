import Foundation
import Logging
import Testing
import Vocabulary

@testable import Runtime

@Suite("Keys of personal data")
struct PersonalKeysTests {
    private static let row = UUIDv7.make()
    private static let name = PersonalField(table: "personal_fields", column: "name", row: row)

    private let folder: KeyFolder
    private let file: String

    init() throws {
        folder = try KeyFolder()
        file = "\(folder.path)/personal.keys"
    }

    private func keys() throws -> PersonalKeys { try PersonalKeyFile(reading: file).personalKeys(in: file) }

    @Test("What is sealed opens in its place, does not show what it hides, and is another each time")
    func sealed() throws {
        let id = try PersonalKeyRing.makeKey(in: file)
        let keys = try keys()
        let sealed = try keys.seal("罗秀英", for: Self.name)
        #expect(try keys.open(sealed, of: Self.name) == "罗秀英")
        #expect(sealed.count == 33 + 9)
        #expect(Array(sealed.prefix(5)) == [1] + id.bytes)
        #expect(!Data(sealed).contains(Data("罗".utf8)))
        #expect(try keys.seal("罗秀英", for: Self.name) != sealed)
        #expect(try keys.open(try keys.seal("", for: Self.name), of: Self.name) == "")
    }

    @Test("A value with any byte changed, or cut off, does not open")
    func tampered() throws {
        try PersonalKeyRing.makeKey(in: file)
        let keys = try keys()
        let sealed = try keys.seal("522728197001019003", for: Self.name)
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 0x10
            #expect(throws: PersonalDataFault.self) { try keys.open(changed, of: Self.name) }
            #expect(throws: PersonalDataFault.self) { try keys.open(Array(sealed.prefix(place)), of: Self.name) }
        }
    }

    @Test("A value that is moved to another row, column or table does not open")
    func moved() throws {
        try PersonalKeyRing.makeKey(in: file)
        let keys = try keys()
        let sealed = try keys.seal("罗秀英", for: Self.name)
        for other in [
            PersonalField(table: "personal_fields", column: "name", row: .make()),
            PersonalField(table: "personal_fields", column: "phone", row: Self.row),
            PersonalField(table: "destination", column: "name", row: Self.row),
        ] {
            #expect(throws: PersonalDataFault.altered(other)) { try keys.open(sealed, of: other) }
        }
    }

    @Test("After a change of the key both open; new data is under the new one, until the old one is taken out")
    func rotation() throws {
        let first = try PersonalKeyRing.makeKey(in: file)
        let old = try keys().seal("罗秀英", for: Self.name)
        let second = try PersonalKeyRing.makeKey(in: file)
        #expect(try keys().current == first)
        try PersonalKeyFile.use(second, in: file)
        let both = try keys()
        #expect(both.ids == [first, second])
        #expect(try both.open(old, of: Self.name) == "罗秀英")
        #expect(try both.seal("罗秀英", for: Self.name).dropFirst().prefix(4) == second.bytes[...])

        #expect(throws: PersonalKeyRefusal.isCurrent(second)) { try PersonalKeyFile.remove(second, from: file) }
        try PersonalKeyFile.remove(first, from: file)
        #expect(throws: PersonalKeyRefusal.unknown(first)) { try PersonalKeyFile.use(first, in: file) }
        let last = try keys()
        #expect(throws: PersonalDataFault.unknownKey(first, Self.name)) { try last.open(old, of: Self.name) }
    }

    @Test("People are found by the same fingerprint whatever key is used, and by another one of another kind or ring")
    func fingerprints() throws {
        try PersonalKeyRing.makeKey(in: file)
        let before = try keys().fingerprint(of: "522728197001019003", as: "identity-number")
        try PersonalKeyFile.use(try PersonalKeyRing.makeKey(in: file), in: file)
        let keys = try keys()
        #expect(before.count == 32)
        #expect(keys.fingerprint(of: "522728197001019003", as: "identity-number") == before)
        #expect(keys.fingerprint(of: "522728197001019003", as: "phone") != before)
        #expect(keys.fingerprint(of: "522728197001019011", as: "identity-number") != before)
        let other = "\(folder.path)/other.keys"
        try PersonalKeyRing.makeKey(in: other)
        let others = try PersonalKeyFile(reading: other).personalKeys(in: other)
        #expect(others.fingerprint(of: "522728197001019003", as: "identity-number") != before)
    }

    @Test("Neither the keys nor what is wrong with a value shows what is secret")
    func descriptions() throws {
        try PersonalKeyRing.makeKey(in: file)
        let keys = try keys()
        let secrets = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\"").filter { $0.count == 44 }
        #expect(secrets.count == 2)
        var shown = "\(keys) \(String(reflecting: keys))"
        dump(keys, to: &shown)
        #expect(secrets.allSatisfy { !shown.contains($0) })
        #expect("\(PersonalDataFault.altered(Self.name))".contains("personal_fields.name of \(Self.row)"))
    }
}

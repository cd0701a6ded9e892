import Foundation
import Testing

@Suite("A search for what must not be in clear")
struct ClearTextTests {
    private static let search = ClearText(["罗龘龘秀英", "+86-1398547", "aB3+/cD9=罗"])

    @Test("finds a text as it is, in hexadecimal digits, escaped, and in base64 behind whatever stands before it")
    func found() throws {
        for text in ["罗龘龘秀英", "+86-1398547", "aB3+/cD9=罗"] {
            let bytes = Data(text.utf8)
            // None of them is below 16, which would have one digit.
            let hexadecimal = bytes.map { String($0, radix: 16) }.joined()
            #expect(!Self.search.found(in: Data("name=\(text);".utf8)).isEmpty)
            #expect(!Self.search.found(in: Data("\\x01\(hexadecimal)ff".utf8)).isEmpty)
            #expect(!Self.search.found(in: Data(hexadecimal.uppercased().utf8)).isEmpty)
            for json in [Self.escaped(text, isUppercase: false), Self.escaped(text, isUppercase: true)] {
                #expect(!Self.search.found(in: Data(#"{"name":"\#(json)"}"#.utf8)).isEmpty)
            }
            let plain = CharacterSet(charactersIn: "0123456789-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
            let address = try #require(text.addingPercentEncoding(withAllowedCharacters: plain))
            #expect(!Self.search.found(in: Data("name=\(address)&".utf8)).isEmpty)
            for before in ["", "x", "xy", "xyz", "{\"name\":\""] {
                let encoded = Data("\(before)\(text)\"}".utf8).base64EncodedString()
                #expect(!Self.search.found(in: Data("data: \(encoded)".utf8)).isEmpty, "\(before)")
            }
        }
    }

    private static func escaped(_ text: String, isUppercase: Bool) -> String {
        text.utf16.map { unit in
            unit < 0x80
                ? "\(UnicodeScalar(UInt8(unit)))" : "\\u\(String(unit, radix: 16, uppercase: isUppercase))"
        }.joined()
    }

    @Test("finds nothing in what is masked")
    func nothing() {
        #expect(Self.search.found(in: Data("罗**** 522728**********03 +86-139".utf8)) == [])
    }
}

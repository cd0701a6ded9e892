import Foundation
import Testing

@Suite("A search for what must not be in clear")
struct ClearTextTests {
    private static let search = ClearText(["罗龘龘秀英", "+86-1398547"])

    @Test("finds a text as it is, in hexadecimal digits, and in base64 behind whatever stands before it")
    func found() {
        for text in ["罗龘龘秀英", "+86-1398547"] {
            let bytes = Data(text.utf8)
            // None of them is below 16, which would have one digit.
            let hexadecimal = bytes.map { String($0, radix: 16) }.joined()
            #expect(!Self.search.found(in: Data("name=\(text);".utf8)).isEmpty)
            #expect(!Self.search.found(in: Data("\\x01\(hexadecimal)ff".utf8)).isEmpty)
            #expect(!Self.search.found(in: Data(hexadecimal.uppercased().utf8)).isEmpty)
            for before in ["", "x", "xy", "xyz", "{\"name\":\""] {
                let encoded = Data("\(before)\(text)\"}".utf8).base64EncodedString()
                #expect(!Self.search.found(in: Data("data: \(encoded)".utf8)).isEmpty, "\(before)")
            }
        }
    }

    @Test("finds nothing in what is masked")
    func nothing() {
        #expect(Self.search.found(in: Data("罗**** 522728**********03 +86-139".utf8)) == [])
    }
}

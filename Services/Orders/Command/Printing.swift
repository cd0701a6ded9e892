internal import Eventing
internal import Runtime
internal import Vocabulary

extension ServiceOptions {
    /// Prints an answer: as JSON for machines, or as people read it.
    func print(_ answer: some Record, _ forPeople: () -> String) throws {
        Swift.print(json ? String(decoding: try answer.encoded(), as: UTF8.self) : forPeople())
    }
}

extension Fen {
    /// In yuan with two decimals: `1234.50`.
    var inYuan: String {
        let (yuan, fen) = magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(self < 0 ? "-" : "")\(yuan).\(fen < 10 ? "0" : "")\(fen)"
    }
}

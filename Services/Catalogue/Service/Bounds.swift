internal import Runtime
internal import Vocabulary

// How much can be asked for at once, so that no sum that is made of it can overflow.

extension Bounds {
    /// The most of one quantity, in grams or pieces.
    static let quantity: Int64 = 1_000_000_000
    /// The highest price, in fen.
    static let price: Fen = 10_000_000
    /// The most that one unit of sale weighs or takes up, in grams or millilitres.
    static let measure: Int64 = 5_000_000
    /// The longest code, in characters.
    static let code = 40
}

internal import Eventing

/// What the number in a field counts, as the last word of its name says it.
enum FieldUnit {
    private static let byLastWord = [
        "fen": "fen, 0.01 CNY", "g": "g", "ml": "ml", "m": "m", "min": "min", "permille": "permille", "days": "d",
    ]

    /// The unit of a number; nil if the name says none, or no number is held.
    static func unit(ofField name: String, holding shape: FieldShape) -> String? {
        // `min` by itself is the lower bound of something.
        guard case .integer = shape, let word = name.split(separator: "_").last, word != "min" || word != name
        else { return nil }
        return byLastWord[String(word)]
    }
}

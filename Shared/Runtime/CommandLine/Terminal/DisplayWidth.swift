extension StringProtocol {
    /// How many columns a terminal shows it in: ideographs and full-width forms take two (Unicode, UAX 11).
    var displayWidth: Int {
        unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }
}

extension String {
    /// The text within a number of columns: as it is, or shortened to what fits, with an ellipsis for the rest.
    func shortened(to columns: Int) -> String {
        guard displayWidth > columns else { return self }
        var text = ""
        var width = 0
        for character in self {
            let next = String(character).displayWidth
            guard width + next < columns else { break }
            text.append(character)
            width += next
        }
        return text + "…"
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch value {
        // Marks that are drawn upon the letter before them, and joiners.
        case 0x300...0x36f, 0x200b...0x200d, 0xfe00...0xfe0f: 0
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            2
        default: 1
        }
    }
}

import Glibc

/// What is known of the place that a stream of the process leads to.
public struct Terminal: Sendable, Equatable {
    /// Whether a person sees it, rather than a file or another program.
    public let isInteractive: Bool
    /// How many columns a line has.
    public let columns: Int
    /// Whether text may be coloured.
    public let hasColour: Bool

    /// How many columns a line has where nobody says.
    static let usualColumns = 100

    /// Judges by what the system says of the stream.
    /// - Parameters:
    ///   - isInteractive: whether the stream is a terminal.
    ///   - screen: the columns of the terminal's window; nil if that is not known.
    ///   - environment: `COLUMNS` wins over the window; `NO_COLOR` (https://no-color.org) and `TERM=dumb` want no colour.
    init(isInteractive: Bool, screen: Int?, environment: [String: String]) {
        self.isInteractive = isInteractive
        let wanted = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        columns = wanted ?? (isInteractive ? screen : nil) ?? Self.usualColumns
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        hasColour = isInteractive && !isPlain && environment["TERM"] != "dumb"
    }

    /// Where answers are printed.
    public static let output = Terminal(of: STDOUT_FILENO)
    /// Where progress is shown, and what is wrong is said.
    static let error = Terminal(of: STDERR_FILENO)
    /// Where a person answers what is asked.
    static let input = Terminal(of: STDIN_FILENO)

    private init(of descriptor: CInt) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        var environment: [String: String] = [:]
        for name in ["COLUMNS", "NO_COLOR", "TERM"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        self.init(
            isInteractive: isatty(descriptor) == 1, screen: isKnown ? Int(size.ws_col) : nil, environment: environment)
    }

    /// A text as it is shown here.
    func paint(_ text: String, _ ink: Ink) -> String {
        hasColour && !text.isEmpty ? "\u{1b}[\(ink.rawValue)m\(text)\u{1b}[0m" : text
    }
}

/// How a text stands out (ECMA-48, select graphic rendition).
enum Ink: Int, Sendable {
    case bold = 1
    case red = 31
    case green = 32
}

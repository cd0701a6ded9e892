/// How many lines a log is given of what happens to many things one by one: a line each while there are few, and a sum of
/// the rest. Ten thousand deadlines that fail for one reason must not bury what else the log has to say.
struct LineAllowance {
    private var end: ContinuousClock.Instant?
    private var told = 0
    private var untold = 0

    /// How many things have a line of their own within one window.
    static let most = 20
    /// How long a window is, from the first thing in it.
    static let window = Duration.seconds(60)

    /// Notes that something has happened. Returns whether it has a line of its own.
    mutating func take(at now: ContinuousClock.Instant) -> Bool {
        end = end ?? now + Self.window
        guard told < Self.most else {
            untold += 1
            return false
        }
        told += 1
        return true
    }

    /// Closes the window once its time is over. Returns how many things had no line, if there were any.
    mutating func close(at now: ContinuousClock.Instant) -> Int? {
        guard let end, end <= now else { return nil }
        defer { self = LineAllowance() }
        return untold > 0 ? untold : nil
    }
}

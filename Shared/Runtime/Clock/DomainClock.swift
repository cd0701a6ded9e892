import Synchronization
public import Vocabulary

/// Tells the rules what time it is: the wall's, or that of a simulated system.
///
/// A simulated system's time stands in one file, which all its processes watch, and flows from there: the file has the
/// simulated instant, a space, and the wall instant since which it counts. Transport, identifiers, partitions, retention
/// and latency always go by the wall.
public final class DomainClock: Sendable {
    fileprivate struct Simulation {
        var path: String
        var stamp: FileStamp
        var offset: Span
    }

    /// Nil for a clock that goes by the wall.
    private let simulation: Mutex<Simulation?>

    /// A clock that goes by the wall.
    public init() {
        simulation = Mutex(nil)
    }

    /// A clock that goes by a file.
    public init(file path: String) {
        simulation = Mutex(Simulation(path: path, stamp: FileStamp(), offset: .milliseconds(0)))
    }

    /// What time it is for the rules. A file that is not there, or says something else, leaves the time as it goes.
    public func now() -> Instant {
        let wall = Instant.wallTime()
        return simulation.withLock { simulation in
            simulation?.refresh()
            return wall + (simulation?.offset ?? .milliseconds(0))
        }
    }

    /// The business day for the rules.
    public func today() -> Day {
        Day(of: now())
    }

    /// What to write into the file so that the simulated time is the given one from now on.
    public static func content(settingTime instant: Instant) -> String {
        "\(instant) \(Instant.wallTime())\n"
    }

    /// Whether a file with this content sets the time.
    static func isTime(_ content: String) -> Bool { instants(in: content) != nil }

    fileprivate static func instants(in content: String) -> [Instant]? {
        let instants = content.split(whereSeparator: \.isWhitespace).compactMap { Instant(String($0)) }
        return instants.count == 2 ? instants : nil
    }
}

extension DomainClock.Simulation {
    mutating func refresh() {
        let current = FileStamp(of: path)
        guard current != stamp, current != FileStamp() else { return }
        guard let content = try? FileContent.read(path), let instants = DomainClock.instants(in: content) else {
            return
        }
        offset = instants[0] - instants[1]
        stamp = current
    }
}

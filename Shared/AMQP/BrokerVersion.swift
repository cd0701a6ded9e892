/// The version of a RabbitMQ broker, and what of it matters here.
///
/// The same topology is declared on every version: a queue keeps its arguments over an upgrade of the broker, and could
/// not be declared anew with others. So the versions differ only in what the same arguments come to.
public struct BrokerVersion: Sendable, Hashable {
    /// The first number: 3 of 3.10.8.
    public let major: Int
    /// The second number: 10 of 3.10.8.
    public let minor: Int
    /// The third number: 8 of 3.10.8.
    public let patch: Int

    /// Names a version.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads what a broker says of itself: `3.10.8`, `4.0.0-rc.2`, `3.13.7+1.g0a`; nil for what is no version.
    public init?(_ text: String) {
        let release = text.prefix { $0 != "-" && $0 != "+" }
        let numbers = release.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(numbers.count), let major = numbers[0], let minor = numbers[1],
            let patch = numbers.count == 3 ? numbers[2] : 0, min(major, minor, patch) >= 0
        else { return nil }
        self.init(major, minor, patch)
    }

    /// The oldest one that keeps what is promised here: dead letters of quorum queues that are not lost on their way
    /// (release notes of 3.10.0).
    public static let oldestSupported = BrokerVersion(3, 10)

    /// Whether the broker keeps what is promised here.
    public var isSupported: Bool {
        self >= .oldestSupported
    }

    /// The feature flag that dead-lettering at least once needs; nil where it cannot be off. 3.12 made those of 3.11 and
    /// before a condition of starting (release notes of 3.12.0).
    public var deadLetterFeatureFlag: String? {
        self < BrokerVersion(3, 12) ? "stream_queue" : nil
    }

    /// How many failed deliveries a message of a quorum queue survives; nil for any number.
    ///
    /// Without a limit there is none up to 3.13, and one of 20 from 4.0 on (release notes of 4.0.1). -1 is no limit from
    /// 4.0 on; before, it is below any count, so that the first failure is one too many. Of two limits the lower one holds.
    /// - Parameters:
    ///   - argument: the queue's `x-delivery-limit`.
    ///   - policy: the `delivery-limit` of its policies.
    public func deliveryLimit(argument: Int?, policy: Int?) -> Int? {
        let hasUnlimited = self >= BrokerVersion(4, 0)
        let limits = [argument, policy].compactMap(\.self)
        if limits.isEmpty { return hasUnlimited ? 20 : nil }
        let effective = hasUnlimited ? limits.filter { $0 >= 0 } : limits.map { max($0, 0) }
        return effective.min()
    }
}

extension BrokerVersion: Comparable, CustomStringConvertible {
    /// Orders by the numbers, the first one first.
    public static func < (left: BrokerVersion, right: BrokerVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    /// As a broker writes it: `3.10.8`.
    public var description: String {
        "\(major).\(minor).\(patch)"
    }
}

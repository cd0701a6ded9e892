public import Vocabulary

/// How much exposure a listing is granted for what it brings to registered households. The numbers are data with a date,
/// and a reason that a reader can judge.
public struct TrafficPolicy: Sendable, Hashable {
    /// The first day that it is in force; it stays so until the next one is.
    public let from: Day
    /// Each time that this much, in fen, has reached registered households, a listing earns a step.
    public let stepFen: Fen
    /// How many impressions a step is worth.
    public let impressionsPerStep: Int64
    /// The most steps that one grant may hold; what is earned beyond waits for the next grant.
    public let stepsPerGrant: Int64
    /// How long a grant lasts.
    public let duration: Span
    /// Why the numbers are what they are.
    public let reason: String

    /// Makes a policy.
    /// - Precondition: its numbers are above zero.
    public init(
        from: Day,
        stepFen: Fen,
        impressionsPerStep: Int64,
        stepsPerGrant: Int64,
        duration: Span,
        reason: String
    ) {
        precondition(
            stepFen > 0 && impressionsPerStep > 0 && stepsPerGrant > 0 && duration > .seconds(0),
            "a traffic policy's numbers are above zero")
        self.from = from
        self.stepFen = stepFen
        self.impressionsPerStep = impressionsPerStep
        self.stepsPerGrant = stepsPerGrant
        self.duration = duration
        self.reason = reason
    }

    /// The policies adopted so far.
    public static let adopted = [
        TrafficPolicy(
            from: Day(daysSinceEpoch: 17_897),  // 2019-01-01
            stepFen: 10_000, impressionsPerStep: 1_000, stepsPerGrant: 100, duration: .days(7),
            reason: """
                A hundred yuan that reached a registered household earn a thousand impressions, so that exposure follows \
                income and not turnover. A week lets the next episode find it in force. A hundred steps at a time keep one \
                large order from taking the whole page.
                """)
    ]

    /// The policy in force on a day: the last that has begun; nil before the first.
    public static func inForce(on day: Day, among policies: [TrafficPolicy]) -> TrafficPolicy? {
        policies.filter { $0.from <= day }.max { $0.from < $1.from }
    }
}

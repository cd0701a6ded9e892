/// What came of an act, as it is written down.
struct ActResult: Encodable, Sendable {
    /// `kill orders`
    let act: String
    /// How many orders were answered with 201.
    let accepted: Int
    /// How many of them came to an end in time.
    let final: Int
    /// How many did not.
    let lost: Int
    /// How many effects there are too many.
    let doubled: Int
    /// How many events are parked.
    let parked: Int
    /// Seconds from the end of the act until all orders had come to an end, or until those that are lost were given up.
    let recoverS: Double
    /// How many blows and other deeds the act had.
    let deeds: Int
    /// How long it took, from the first order to the last check.
    let seconds: Double
    /// How many requests were sent again, since they were not answered or by a fault of the service.
    let repeats: Int
    /// How long the slowest of the accepted orders waited for its answer, from when it was due.
    let slowestAnswerMs: Int
    /// Of the acts during which orders must be accepted, how many were while the trouble lasted.
    let acceptedMeanwhile: Int?
    /// What is wrong; empty when the promise was kept.
    let faults: [String]

    init(_ schedule: Schedule, _ findings: Findings, _ entries: OrderBook.Entries, seconds: Double) {
        act = schedule.act.name
        accepted = findings.accepted
        lost = findings.open.count
        self.final = findings.accepted - lost
        doubled = findings.doubled
        parked = findings.parked
        recoverS = Self.rounded(findings.recovery)
        deeds = schedule.deeds.count
        self.seconds = Self.rounded(seconds)
        repeats = entries.repeats
        slowestAnswerMs = entries.slowest
        acceptedMeanwhile = findings.meanwhile?.accepted
        faults = findings.faults
    }

    /// To a tenth, as exactly as it matters.
    private static func rounded(_ seconds: Double) -> Double { (seconds * 10).rounded() / 10 }
}

import LoadRig

/// Under which conditions a run took place.
struct Conditions: Encodable, Sendable, Equatable {
    /// Which run of which part.
    var run: String
    /// How long it took, in seconds.
    var seconds: Double
    /// The average number of processes that ran or waited, of the last minute at its end.
    var loadAverage: Double
    /// How many cores the machine's host gave to others though there was work.
    var stolenCores: Double
    /// How many cores programs used that are no part of the bench.
    var otherCores: Double

    /// From how much on a run is repeated, in cores.
    static let mostOfOthers = 0.2

    /// Works them out from two accounts of the machine.
    /// - Parameters:
    ///   - busy: CPU seconds that the whole machine worked.
    ///   - stolen: CPU seconds that were stolen from it.
    ///   - own: what the system and the driver used of the former.
    init(run: String, seconds: Double, loadAverage: Double, busy: Double, stolen: Double, own: ProcessorUse) {
        self.run = run
        self.seconds = seconds.inThousandths
        self.loadAverage = loadAverage
        stolenCores = (stolen / seconds).inThousandths
        // The account of each process is in whole ticks, so that nothing can come out as a little less.
        otherCores = (max(0, busy - (own.total + own.driver) / 1000) / seconds).inThousandths
    }

    /// Whether others had so little of the machine that times count.
    var isQuiet: Bool { otherCores + stolenCores <= Self.mostOfOthers }
}

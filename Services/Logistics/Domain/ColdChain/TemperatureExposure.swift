public import Vocabulary

/// How long goods were out of their band, all exposures together, and up to when that is known.
public struct TemperatureExposure: Sendable, Equatable {
    /// The time out of the band.
    public var outside: Span
    /// Up to when readings were taken into account.
    public var assessedUntil: Instant

    /// Makes an exposure.
    public init(outside: Span, assessedUntil: Instant) {
        self.outside = outside
        self.assessedUntil = assessedUntil
    }

    /// Whole minutes out of the band.
    public var minutes: Int64 { outside.milliseconds / 60_000 }

    /// Whether it was longer than a band allows.
    public func exceeds(_ band: Band) -> Bool {
        outside > .minutes(band.allowedMinutes)
    }
}

/// What a series of readings says about one band.
struct BandDeparture {
    /// How long the band was left.
    private(set) var outside = Span.milliseconds(0)
    /// When it was left first, and when it was last known to be left.
    private(set) var period: TimeWindow?
    /// The reading furthest outside, in tenths of a degree.
    private(set) var peak: Int32?

    /// Adds up the time outside a band. A reading stands until the next one, and the last one until the end.
    /// - Parameters:
    ///   - readings: by time; those before the window count for what stands at its start.
    ///   - window: when the goods were there.
    init(from band: Band, in readings: [TemperatureReading], within window: TimeWindow) {
        for (index, reading) in readings.enumerated() {
            let until = index + 1 < readings.count ? readings[index + 1].at : window.to
            guard !band.contains(reading.temperature), reading.at < until,
                let stood = TimeWindow(from: reading.at, to: until).intersection(window), stood.from < stood.to
            else { continue }
            outside = .milliseconds(outside.milliseconds + (stood.to - stood.from).milliseconds)
            period = TimeWindow(from: period?.from ?? stood.from, to: stood.to)
            let isFurther = peak.map { distance(reading.temperature, from: band) > distance($0, from: band) } ?? true
            if isFurther { peak = reading.temperature }
        }
    }

    private func distance(_ temperature: Int32, from band: Band) -> Int32 {
        max(temperature - band.maximum, band.minimum - temperature)
    }
}

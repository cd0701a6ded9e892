public import Vocabulary

extension Excursion {
    /// READINGS come in: exposures grow, and goods whose exposure passes what they allow for the first time are an
    /// excursion. What was condemned before is not named again.
    /// - Parameters:
    ///   - id: the id of the excursion, if there is one.
    ///   - readings: of this space, by time; none may be missing between the last assessment and now.
    ///   - goods: what is or was in the space.
    ///   - now: up to when the last reading stands.
    public static func assess(
        _ readings: [TemperatureReading], of goods: [MonitoredGoods], in space: ColdSpace, id: UUIDv7, at now: Instant
    ) -> ColdChainAssessment {
        var exposures: [TemperatureExposure] = []
        var exceeding: [(goods: MonitoredGoods, departure: BandDeparture, exposure: TemperatureExposure)] = []
        for goods in goods {
            let from = max(goods.since, goods.exposure.assessedUntil)
            let to = min(goods.until ?? now, now)
            guard from < to else {
                exposures.append(goods.exposure)
                continue
            }
            let departure = BandDeparture(from: goods.band, in: readings, within: TimeWindow(from: from, to: to))
            let total = goods.exposure.outside.milliseconds + departure.outside.milliseconds
            let exposure = TemperatureExposure(outside: .milliseconds(total), assessedUntil: to)
            exposures.append(exposure)
            if exposure.exceeds(goods.band) && !goods.exposure.exceeds(goods.band) {
                exceeding.append((goods, departure, exposure))
            }
        }
        // The goods that were out the longest tell the story of the space.
        guard let worst = exceeding.max(by: { $0.departure.outside < $1.departure.outside }),
            let period = worst.departure.period, let peak = worst.departure.peak
        else { return ColdChainAssessment(exposures: exposures, excursion: nil) }
        let excursion = Excursion(
            id: id, space: space, period: period, peak: peak,
            outMinutes: worst.departure.outside.milliseconds / 60_000,
            cumulativeMinutes: exceeding.map(\.exposure.minutes).max() ?? 0, custody: space.custody,
            goods: exceeding.map(\.goods))
        return ColdChainAssessment(exposures: exposures, excursion: excursion)
    }
}

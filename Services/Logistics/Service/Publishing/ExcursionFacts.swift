internal import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
internal import Vocabulary

extension TemperatureExcursion {
    /// What is told of an excursion.
    init(_ excursion: Excursion) throws(EventFault) {
        self.init(
            excursionID: excursion.id, space: Space(excursion.space), from: excursion.period.from,
            to: excursion.period.to, peak: excursion.peak, outMin: excursion.outMinutes,
            cumulativeMin: excursion.cumulativeMinutes, custody: excursion.custody == .station ? .station : .carrier,
            items: excursion.goods.map { goods in
                Item(
                    consignmentID: goods.consignmentID, orderID: goods.orderID,
                    allocationID: goods.consignmentID == nil ? nil : goods.allocationID,
                    lotID: goods.lotID, productID: goods.productID, quantity: goods.quantity,
                    allowedMin: goods.band.allowedMinutes)
            })
    }
}

extension TemperatureExcursion.Space {
    /// A space, as it is told and shown.
    init(_ space: ColdSpace) {
        switch space {
        case .compartment(let run, let number): self = .compartment(runID: run, number: number)
        case .store(let site, let number): self = .store(stationID: site, number: number)
        }
    }
}

extension ColdSpace {
    /// A space as it was told.
    init(_ space: TemperatureExcursion.Space) {
        switch space {
        case .compartment(let run, let number): self = .compartment(runID: run, number: number)
        case .store(let station, let number): self = .store(siteID: station, number: number)
        }
    }
}

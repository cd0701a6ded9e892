internal import Delivery
internal import LogisticsDomain
internal import LogisticsEvents
internal import Postgres
internal import Vocabulary
internal import Runtime

/// Goods with thermometers beside them on the desk: what was read is assessed space by space, and what was exposed for
/// longer than it bears is condemned.
struct ColdChainDesk {
    private let transaction: PostgresTransaction
    private let runs: [UUIDv7: Run]
    private let sites: [UUIDv7: Site]
    private let broughtAt: [UUIDv7: Instant]
    private var goods: ConsignmentDesk
    private var exposures: [UUIDv7: TemperatureExposure]
    private var assessed: Set<UUIDv7> = []
    private(set) var excursions: [Excursion] = []

    /// Locks the goods that are or were in the spaces.
    init(locking spaces: Set<ColdSpace>, in transaction: PostgresTransaction) async throws {
        self.transaction = transaction
        let columns = spaces.map(SpaceColumns.init)
        let runs = try await RunStore(transaction: transaction).load(Set(columns.compactMap(\.run)).sorted(), .share)
        let siteIDs = Set(columns.compactMap(\.site)).sorted()
        let store = ExposureStore(transaction: transaction)
        let kept = try await store.kept(at: siteIDs)
        let carried = runs.flatMap { $0.movements.flatMap(\.on).map(\.consignmentID) }
        goods = try await ConsignmentDesk(locking: Set(kept + carried).sorted(), in: transaction)
        let sites = try await SiteStore(transaction: transaction).load(siteIDs)
        self.runs = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
        self.sites = Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) })
        broughtAt = try await store.broughtAt(kept)
        exposures = try await store.load(goods.all.flatMap { $0.items.map(\.allocationID) })
    }

    /// Whether a space is known: a compartment that a run has carried goods in, or could, or a store of a site.
    func knows(_ space: ColdSpace, compartments: [UUIDv7: Set<Int32>]) -> Bool {
        switch space {
        case .compartment(let run, let number):
            runs[run].flatMap { compartments[$0.shift.vehicleID] }?.contains(number) ?? false
        case .store(let site, let number):
            sites[site].map { (1...max(1, $0.profile.bands.count)).contains(Int(number)) } ?? false
        }
    }

    /// Whether somebody's thermometers may be in a space: a driver's in what they drive, a clerk's in the stores of their county.
    func admits(_ caller: Caller, to space: ColdSpace) -> Bool {
        switch space {
        case .compartment(let run, _):
            switch caller.role {
            case .driver: runs[run].map { caller.isOne(of: [$0.shift.driverID]) } ?? false
            case .stationClerk: false
            default: true
            }
        case .store(let site, _):
            caller.role != .driver && sites[site].map { caller.reaches($0.profile.county) } ?? false
        }
    }

    /// The vehicles of the runs on the desk.
    var vehicles: [UUIDv7] { runs.values.map(\.shift.vehicleID) }

    /// Takes the readings of a space into account, up to its last one.
    mutating func assess(_ space: ColdSpace, _ act: Act) async throws {
        let stays = stays(in: space)
        guard let first = stays.map({ assessedUntil($0) }).min() else { return }
        let readings = try await ReadingStore(transaction: transaction).load(of: space, since: first)
        guard let last = readings.last?.at else { return }
        // Goods that were there twice are looked at once for each time, the earlier first.
        for round in 0...(stays.map(\.round).max() ?? 0) {
            let monitored = stays.filter { $0.round == round }.flatMap(monitored)
            for part in monitored.chunks(ofAtMost: Self.mostItems) {
                let assessment = Excursion.assess(readings, of: part, in: space, id: .make(), at: last)
                for (goods, exposure) in zip(part, assessment.exposures) {
                    guard let allocation = goods.allocationID, exposures[allocation] != exposure else { continue }
                    exposures[allocation] = exposure
                    assessed.insert(allocation)
                }
                if let excursion = assessment.excursion { try condemn(excursion, act) }
            }
        }
    }

    /// The most that one event names.
    private static let mostItems = 1000

    private func assessedUntil(_ stay: Stay) -> Instant {
        let known = goods[stay.consignmentID]?.items.compactMap { exposures[$0.allocationID]?.assessedUntil }.min()
        return max(stay.since, known ?? stay.since)
    }

    private func monitored(_ stay: Stay) -> [MonitoredGoods] {
        guard let consignment = goods[stay.consignmentID], let band = consignment.request.band else { return [] }
        // What is not collected yet lies in its lot's store: catalogue decides who loses it, and nobody is refunded by
        // logistics' word.
        let isCollected = consignment.collectedAt != nil
        return consignment.items.filter { $0.carried > 0 }.map { item in
            MonitoredGoods(
                consignmentID: isCollected ? consignment.id : nil,
                orderID: isCollected ? consignment.request.orderID : nil, allocationID: item.allocationID,
                lotID: item.lotID, productID: item.productID,
                quantity: Quantity(item.carried, item.ordered.unit), band: band, since: stay.since, until: stay.until,
                exposure: exposures[item.allocationID]
                    ?? TemperatureExposure(outside: .milliseconds(0), assessedUntil: stay.since))
        }
    }

    private mutating func condemn(_ excursion: Excursion, _ act: Act) throws {
        excursions.append(excursion)
        let amounts = Dictionary(grouping: excursion.goods, by: \.consignmentID)
        for (id, exposed) in amounts.sorted(by: { ($0.key ?? excursion.id) < ($1.key ?? excursion.id) }) {
            guard let id else { continue }
            let condemned = Dictionary(
                exposed.compactMap { goods in goods.allocationID.map { ($0, goods.quantity.amount) } },
                uniquingKeysWith: { $1 })
            // What is delivered is the buyer's to claim.
            try goods.takeIfAllowed(.condemn, of: id, act) { (consignment) throws(ConsignmentRefusal) in
                try consignment.condemn(condemned, by: excursion.id, at: act.at)
            }
        }
    }

    /// Saves what changed, and says what is to be told: the excursions first, then what they made fail.
    func save() throws -> [PendingEvent] {
        let store = ExposureStore(transaction: transaction)
        try store.save(exposures.filter { assessed.contains($0.key) })
        try store.insert(excursions)
        return try excursions.map { try PendingEvent(TemperatureExcursion($0), correlationID: $0.id) } + goods.save()
    }
}

// MARK: - Who was where

/// The time that a consignment was in a space; the round counts how often it had been there before.
private struct Stay {
    let consignmentID: UUIDv7
    let since: Instant
    let until: Instant?
    let round: Int
}

extension ColdChainDesk {
    private func stays(in space: ColdSpace) -> [Stay] {
        switch space {
        case .compartment(let run, let number): runs[run].map { stays(aboard: $0, in: number) } ?? []
        case .store(let site, let number): sites[site].map { stays(at: $0, in: number) } ?? []
        }
    }

    private func stays(aboard run: Run, in compartment: Int32) -> [Stay] {
        var aboard: [UUIDv7: Instant] = [:]
        var rounds: [UUIDv7: Int] = [:]
        var stays: [Stay] = []
        func leave(_ id: UUIDv7, at until: Instant?) {
            guard let since = aboard.removeValue(forKey: id) else { return }
            stays.append(Stay(consignmentID: id, since: since, until: until, round: rounds[id, default: 0]))
            rounds[id, default: 0] += 1
        }
        for movement in run.movements {
            for id in movement.off { leave(id, at: movement.at) }
            for loading in movement.on where loading.compartment == compartment {
                aboard[loading.consignmentID] = movement.at
            }
        }
        for id in aboard.keys.sorted() { leave(id, at: nil) }
        return stays
    }

    /// Nobody writes down in which of a site's stores goods are kept: in the first that keeps them, by the house rule.
    private func stays(at site: Site, in store: Int32) -> [Stay] {
        goods.all.filter { consignment in
            let isThere = [.accepted, .planned, .atHub, .waiting].contains(consignment.state)
            let band = consignment.request.band
            let position = site.profile.bands.firstIndex { band.isKept(in: $0) }
            return isThere && consignment.siteID == site.id && position.map { Int32($0 + 1) } == store
        }.sorted { $0.id < $1.id }.map { consignment in
            Stay(
                consignmentID: consignment.id, since: broughtAt[consignment.id] ?? consignment.request.readyFrom,
                until: nil, round: 0)
        }
    }
}

extension Array {
    /// The array in parts of at most so many elements.
    fileprivate func chunks(ofAtMost count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }
}

import CatalogueEvents
import EligibilityEvents
import LogisticsEvents
import OrdersDomain
@testable import OrdersService
import Vocabulary

// What the other services tell in a test.

extension Shop {
    /// `product.published`
    var published: ProductPublished {
        ProductPublished(
            productID: product, version: 1, kind: .agricultural, name: .init(zh: "猴橘", en: "orange"), gtin: nil,
            county: .luodian, pavilionID: .make(), subPlatformIDs: [], brandID: nil, soldBy: .grams,
            unit: .init(netGrams: 500, grossGrams: 520, volumeMillilitres: 900), goodsClass: "fruit", band: nil,
            isPerishable: true, shelfDays: 20, taxClass: "fresh", floor: Price(400, .per500g),
            listings: [.init(listingID: listing, subPlatformID: nil, price: price, from: now, to: nil)], options: [],
            provenance: .init(countyLevel: .national, villageLevel: .poor, registeredShare: 1000))
    }

    /// `stock.reserved`: a line filled by one household's lot.
    func reserved(_ order: UUIDv7, grams: Int64 = 2000, producer: PublicProducer.Kind = .household) -> StockReserved {
        let amount = price.amount(for: .grams(grams))
        let line = StockReserved.Line(
            line: 1, listingID: listing, productID: product, offerID: nil, price: price, productVersion: 1,
            amountFen: amount, taxClass: "fresh", allocations: [part(grams: grams, producer: producer)])
        return StockReserved(orderID: order, reservedAt: now, lines: [line], totalFen: amount)
    }

    private func part(grams: Int64, producer: PublicProducer.Kind) -> StockReserved.Allocation {
        StockReserved.Allocation(
            allocationID: .make(), lotID: .make(), county: .luodian, village: nil,
            producer: PublicProducer(id: .make(), kind: producer),
            token: producer == .household ? household : nil, members: nil, title: .consigned, stationID: station,
            quantity: .grams(grams), grossGrams: grams + 100, volumeMillilitres: grams * 2, goodsClass: "fruit",
            band: Band(minimum: 20, maximum: 80, allowedMinutes: 30), expiresOn: Day(of: now) + 20,
            producerPrice: agreed, producerFen: agreed.amount(for: .grams(grams)),
            reason: .init(rule: .registeredFirst, isRegisteredAsKnown: true, householdVersion: 1))
    }

    /// `benefit.determined`: the household is registered.
    func determined(_ order: UUIDv7, benefit: Bool = true) -> BenefitDetermined {
        BenefitDetermined(
            orderID: order, asOf: now,
            determinations: [
                .init(
                    token: household, status: benefit ? .registered : .ordinary, benefit: benefit, county: .luodian,
                    evidenceID: .make())
            ])
    }
}

extension Shop {
    /// `product.withdrawn`
    var withdrawn: ProductWithdrawn { ProductWithdrawn(productID: product, reason: "season-over", at: now) }

    /// `station.opened`
    var opened: StationOpened { StationOpened(notice) }

    /// `station.closed`
    var closed: StationClosed { StationClosed(notice) }

    private var notice: StationNotice {
        StationNotice(
            stationID: station, kind: .station, name: .init(chinese: "站", english: "station"), county: .luodian,
            township: .sample("522728100"), longitude: 1_067_480_000, latitude: 254_290_000, roles: [.pickUp],
            operatorID: .make(), bands: [], hours: [])
    }
}

extension Shop {
    /// `stock.refused`
    func refused(_ order: UUIDv7, _ reason: StockRefused.Reason) -> StockRefused {
        StockRefused(orderID: order, lines: [.init(line: 1, reason: reason, price: nil, available: nil)])
    }
}

extension Shop {
    /// `consignment.collected`: the order's only consignment, all of it unless less is named.
    func collected(_ order: Order, grams: Int64? = nil) -> ConsignmentCollected {
        ConsignmentCollected(
            consignmentID: order.consignments[0].id, orderID: order.id, runID: .make(), site: station,
            collectedAt: now,
            items: order.allocations.map {
                .init(
                    allocationID: $0.id, lotID: $0.lot, ordered: $0.quantity,
                    collected: grams.map { .grams($0) } ?? $0.quantity, weightG: grams ?? $0.quantity.amount)
            }, proof: "digest")
    }

    /// `consignment.delivered`: what was collected is accepted, but for what is refused.
    func delivered(_ order: Order, grams: Int64? = nil, refused: Int64 = 0) -> ConsignmentDelivered {
        ConsignmentDelivered(
            consignmentID: order.consignments[0].id, orderID: order.id, deliveredAt: now,
            items: order.allocations.map {
                .init(
                    allocationID: $0.id, lotID: $0.lot,
                    delivered: .grams((grams ?? $0.quantity.amount) - refused), refused: .grams(refused))
            }, proof: .init(kind: .code, digest: "digest"))
    }
}

extension Shop {
    /// `consignment.failed`: all of the order's only consignment.
    func failed(_ order: Order, final: Bool = true, custody: ConsignmentFailed.Custody) -> ConsignmentFailed {
        ConsignmentFailed(
            consignmentID: order.consignments[0].id, orderID: order.id, stage: .deliver, attempt: 3, isFinal: final,
            reason: .lost, custody: custody,
            items: order.allocations.map {
                .init(allocationID: $0.id, lotID: $0.lot, quantity: $0.quantity, goods: .lost)
            }, at: now)
    }

    /// `consignment.withdrawn`: all of the order's only consignment.
    func heldBack(_ order: Order) -> ConsignmentWithdrawn {
        ConsignmentWithdrawn(
            consignmentID: order.consignments[0].id, orderID: order.id, items: parts(of: order), isWhole: true, at: now)
    }

    /// `consignment.refused`: all of the order's only consignment.
    func notCarried(_ order: Order) -> ConsignmentRefused {
        ConsignmentRefused(
            consignmentID: order.consignments[0].id, orderID: order.id, reason: .noLane, items: parts(of: order))
    }

    private func parts(of order: Order) -> [ConsignmentPart] {
        order.allocations.map { ConsignmentPart(allocationID: $0.id, lotID: $0.lot, quantity: $0.quantity) }
    }

    /// `stock.revoked`: all of the order's goods.
    func revoked(_ order: Order, _ cause: StockRevoked.Cause = .quarantine) -> StockRevoked {
        StockRevoked(
            orderID: order.id, lotID: order.allocations[0].lot, cause: cause,
            allocations: order.allocations.map { .init(allocationID: $0.id, offerID: nil, quantity: $0.quantity) })
    }

    /// `temperature.excursion`: so many grams of each order, on board.
    func excursion(_ orders: [Order], grams: Int64) -> TemperatureExcursion {
        TemperatureExcursion(
            excursionID: .make(), space: .compartment(runID: .make(), number: 1), from: now, to: now, peak: 190,
            outMin: 70, cumulativeMin: 70, custody: .carrier,
            items: orders.map { order in
                .init(
                    consignmentID: order.consignments[0].id, orderID: order.id, allocationID: order.allocations[0].id,
                    lotID: order.allocations[0].lot, productID: product, quantity: .grams(grams), allowedMin: 30)
            })
    }
}

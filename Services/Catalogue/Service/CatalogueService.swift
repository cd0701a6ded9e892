internal import CatalogueDomain
internal import CatalogueEvents
public import Delivery
internal import EligibilityEvents
public import Eventing
internal import LivestreamEvents
internal import LogisticsEvents
internal import OrdersEvents
public import Postgres
public import Runtime

/// The service that knows what is sold, where it comes from, and how much of it is left.
public struct CatalogueService: HostedService {
    /// `catalogue`
    public static let name = "catalogue"

    /// The steps that make its tables.
    public static let migrations = [
        products, lots, reservations, households, slots, priceBreaches, history, lotGraph, provenance, invariants,
        priceFloors, earlyExcursions,
    ]

    /// What it tells, and who listens. Of a product what holds is kept when the log's days are dropped, since each event
    /// states it whole. Lots and the stock of orders come to an end, and their events tell of amounts; a breach of a floor is
    /// of its moment.
    public static let publications = [
        Publication(ProductPublished.type.source, to: ["livestream", "orders"], cleanup: .compact),
        Publication(LotListed.type.source, to: ["livestream"]),
        Publication(StockReserved.type.source, to: ["eligibility", "livestream", "orders"]),
        Publication(PriceBreached.type.source, to: []),
    ]

    /// All that it tells.
    public static let facts = CatalogueFacts.all

    /// What a floor has to cover beside the producer's dues; tax is as in the shares of a sale in force.
    static let priceTerms = PriceTerms(stationCommissionPermille: 50, taxPermille: 0)

    let workbench: Workbench

    /// Makes the service over what it works with.
    public init(_ workbench: Workbench) {
        self.workbench = workbench
    }

    /// Orders ask for stock, buy it or leave it; offers have it kept for them; logistics says what became of what was
    /// sold; the register says whose goods come first, and which places are poor.
    public var eventHandlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(OrderPlaced.self, on)
        handlers.on(OrderConfirmed.self, on)
        handlers.on(OrderCancelled.self, on)
        handlers.on(OfferScheduled.self, on)
        handlers.on(OfferClosed.self, on)
        handlers.on(ConsignmentRefused.self, on)
        handlers.on(ConsignmentWithdrawn.self, on)
        handlers.on(ConsignmentCollected.self, on)
        handlers.on(ConsignmentDelivered.self, on)
        handlers.on(ConsignmentFailed.self, on)
        handlers.on(TemperatureExcursion.self, on)
        handlers.on(HouseholdRegistered.self, on)
        handlers.on(HouseholdStatusChanged.self, on)
        handlers.on(CountyDesignated.self, on)
        return handlers
    }

    /// Offers have closed, and their grace is over; lots' last days are; places are designated from today on.
    public var deadlineHandlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        handlers.on(Self.giveBackDue, onGraceEnded)
        handlers.on(LotExpiry.kind, onLotExpired)
        handlers.on(Self.designationTurns, onDesignationTurned)
        return handlers
    }

    /// What stations and pavilions put on sale.
    public func addRoutes(to routes: Routes) {
        addProductRoutes(to: routes)
        addFloorAppealRoutes(to: routes)
        addLotRoutes(to: routes)
    }
}

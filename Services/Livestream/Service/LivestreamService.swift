internal import CatalogueEvents
public import Delivery
public import Eventing
internal import LivestreamDomain
internal import LivestreamEvents
internal import OrdersEvents
public import Postgres
public import Runtime

/// The service that puts programmes on the air: it sells in offer slots, counts who watches, and traces the revenue.
public struct LivestreamService: HostedService {
    /// `livestream`
    public static let name = "livestream"

    /// It counts what was sold.
    public static let patience = Duration.milliseconds(100)

    /// The steps that make its tables.
    public static let migrations = [programmes, episodes, offers, audience, revenue]

    /// What it tells, and who listens. Nothing is kept when the log's days are dropped: episodes, slots, grants and days
    /// come to an end, an audience is its episode's, and revenue is attributed in amounts.
    public static let publications = [
        Publication(EpisodeScheduled.type.source, to: []),
        Publication(OfferScheduled.type.source, to: ["catalogue"]),
        Publication(RevenueAttributed.type.source, to: []),
        Publication(TrafficGranted.type.source, to: []),
        Publication(DayOpened.type.source, to: []),
        Publication(AudienceCounted.type.source, to: []),
    ]

    /// All that it tells.
    public static let facts = LivestreamFacts.all

    let workbench: Workbench

    /// Makes the service over what it works with.
    public init(_ workbench: Workbench) {
        self.workbench = workbench
    }

    /// Catalogue tells what may be offered and what becomes of slots' stock; orders tell what is bought and settled.
    public var eventHandlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(ProductPublished.self, on)
        handlers.on(ProductWithdrawn.self, on)
        handlers.on(LotListed.self, on)
        handlers.on(LotClosed.self, on)
        handlers.on(LotRecalled.self, on)
        handlers.on(StockSetAside.self, on)
        handlers.on(StockSetAsideRefused.self, on)
        handlers.on(StockReserved.self, on)
        handlers.on(StockCommitted.self, on)
        handlers.on(StockReleased.self, on)
        handlers.on(StockRevoked.self, on)
        handlers.on(OrderPlaced.self, on)
        handlers.on(OrderConfirmed.self, on)
        handlers.on(SettlementPosted.self, on)
        return handlers
    }

    /// Episodes nobody starts or ends, windows that begin and end, alleviation days.
    public var deadlineHandlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        handlers.on(DeadlineKind.episode(.cancelUnstarted), onUnstarted)
        handlers.on(DeadlineKind.episode(.endWithoutStream), onSilence)
        handlers.on(DeadlineKind.offer(.open), onWindowBegun)
        handlers.on(DeadlineKind.offer(.closeAtWindowEnd), onWindowEnded)
        handlers.on(DeadlineKind.planDay, onDayToPlan)
        handlers.on(DeadlineKind.day(.open), onDayBegun)
        handlers.on(DeadlineKind.day(.close), onDayEnded)
        return handlers
    }

    /// What producers, presenters, viewers and officers ask for.
    public func addRoutes(to routes: Routes) {
        addProgrammeRoutes(to: routes)
        addPresenterRoutes(to: routes)
        addEpisodeRoutes(to: routes)
        addOfferRoutes(to: routes)
        addViewRoutes(to: routes)
        addReportRoutes(to: routes)
    }
}

public import Delivery
public import Eventing
internal import LogisticsDomain
internal import LogisticsEvents
internal import OrdersEvents
public import Postgres
public import Runtime

/// The service that knows the way: stations, lanes and fleets, and every consignment on its way over them.
public struct LogisticsService: HostedService {
    /// `logistics`
    public static let name = "logistics"

    /// Goods are planned for within the hour, at the soonest.
    public static let patience = Duration.milliseconds(50)

    /// The steps that make its tables.
    public static let migrations = [network, consignments, shifts, runs, coldChain]

    /// What it tells, and who listens. Of a station and of a lane what holds is kept when the log's days are dropped, since
    /// each event states it whole. Consignments and runs come to an end, and an excursion is of its moment.
    public static let publications = [
        Publication(StationOpened.type.source, to: ["orders"], cleanup: .compact),
        Publication(LaneUpdated.type.source, to: [], cleanup: .compact),
        Publication(ConsignmentAccepted.type.source, to: ["catalogue", "orders"]),
        Publication(RunPlanned.type.source, to: []),
        Publication(TemperatureExcursion.type.source, to: ["catalogue", "orders"]),
    ]

    /// All that it tells.
    public static let facts = LogisticsFacts.all

    /// Who lives behind buyers' doors.
    public static let personalTables = [DestinationStore.table]

    /// How long ways take.
    static let travel = TravelTime.hillCounties

    let workbench: Workbench

    /// Makes the service over what it works with.
    public init(_ workbench: Workbench) {
        self.workbench = workbench
    }

    /// Orders ask for carriage, and call it off.
    public var eventHandlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(OrderConfirmed.self, on)
        handlers.on(OrderWithdrawalRequested.self, on)
        handlers.on(OrderCancelled.self, on)
        return handlers
    }

    /// Parcels that nobody fetched.
    public var deadlineHandlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        handlers.on(ConsignmentDesk.pickUpDue, onPickUpMissed)
        return handlers
    }

    /// What dispatchers, drivers, station clerks and buyers ask for.
    public func addRoutes(to routes: Routes) {
        addStationRoutes(to: routes)
        addFleetRoutes(to: routes)
        addDestinationRoutes(to: routes)
        addConsignmentRoutes(to: routes)
        addShiftRoutes(to: routes)
        addRunRoutes(to: routes)
        addColdChainRoutes(to: routes)
    }
}

public import Delivery
internal import CatalogueEvents
internal import EligibilityDomain
internal import EligibilityEvents
public import Eventing
internal import OrdersEvents
public import Postgres
public import Runtime

/// The service that knows which households are entitled to help, why, and what they earn.
public struct EligibilityService: HostedService {
    /// `eligibility`
    public static let name = "eligibility"

    /// The steps that make its tables.
    public static let migrations = [households, evidence, standards, cases, income, benefit, rowSecurity]

    /// What it tells, and who listens. Of a household what holds is kept when the log's days are dropped, since each event
    /// states its standing whole; of a county every designation, since each is of a time of its own. A determination is of
    /// one order, which comes to an end.
    public static let publications = [
        Publication(HouseholdRegistered.type.source, to: ["catalogue"], cleanup: .compact),
        Publication(CountyDesignated.type.source, to: ["catalogue"], cleanup: .keep),
        Publication(BenefitDetermined.type.source, to: ["orders"]),
    ]

    /// Assessments are tied together, each with what it found, so that none can be changed to suit what followed from it.
    public static let chains = [assessments]

    /// All that it tells.
    public static let facts = EligibilityFacts.all

    /// Who the members of households are.
    public static let personalTables = [PersonalFieldsStore.table]

    let workbench: Workbench

    /// Makes the service over what it works with.
    public init(_ workbench: Workbench) {
        self.workbench = workbench
    }

    /// Orders ask whose goods they got; settlements tell what households earned.
    public var eventHandlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(StockReserved.self, on)
        handlers.on(SettlementPosted.self, on)
        return handlers
    }

    /// Publicities end, and months do.
    public var deadlineHandlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        handlers.on(DeadlineKind.publicity, onPublicityEnded)
        handlers.on(DeadlineKind.review, onMonthEnded)
        return handlers
    }

    /// What people ask for and object to; what officers do with lists is on the command line.
    public func addRoutes(to routes: Routes) {
        addHouseholdRoutes(to: routes)
        addObjectionRoutes(to: routes)
        addReportRoutes(to: routes)
    }
}

/// What can fall due.
enum DeadlineKind {
    /// A notice has hung its days.
    static let publicity = HouseholdCommand.closePublicity.rawValue
    /// A month has ended, and incomes that changed in it are looked at.
    static let review = "monthly-review"
}

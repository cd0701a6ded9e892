internal import CatalogueEvents
public import Delivery
internal import EligibilityEvents
public import Eventing
internal import LogisticsEvents
internal import OrdersDomain
internal import OrdersEvents
public import Postgres
public import Runtime

/// The service that takes orders, their payment, and shares out what they bring in.
public struct OrdersService: HostedService {
    /// `orders`
    public static let name = "orders"

    /// The steps that make its tables.
    public static let migrations = [market, orders, ledger, payments, settlements, claims, handovers]

    /// What it tells, and who listens. Payouts and claims are kept in the log for whoever comes to listen, as long as its
    /// days are: orders and claims come to an end, and settlements and payouts are amounts, which the last one does not sum
    /// up.
    public static let publications = [
        Publication(OrderPlaced.type.source, to: ["catalogue", "livestream", "logistics"]),
        Publication(SettlementPosted.type.source, to: ["eligibility", "livestream"]),
        Publication(ClaimOpened.type.source, to: []),
        Publication(PayoutSent.type.source, to: []),
    ]

    /// All that it tells.
    public static let facts = OrdersFacts.all

    /// The shares of a sale in force.
    let terms = SaleTerms()
    /// Pays what is released.
    let bank: any Bank = SandboxBank()

    let workbench: Workbench
    let payments: PaymentDesk

    /// Makes the service over what it works with.
    public init(_ workbench: Workbench) {
        self.workbench = workbench
        payments = PaymentDesk(workbench)
    }

    /// Catalogue holds stock, eligibility determines whose goods they are, logistics carries them.
    public var eventHandlers: EventHandlers {
        var handlers = EventHandlers()
        handlers.on(ProductPublished.self, on)
        handlers.on(ProductWithdrawn.self, on)
        handlers.on(StationOpened.self, onStation)
        handlers.on(StationChanged.self, onStation)
        handlers.on(StationClosed.self, on)
        handlers.on(StockReserved.self, on)
        handlers.on(StockRefused.self, on)
        handlers.on(StockRevoked.self, on)
        handlers.on(BenefitDetermined.self, on)
        handlers.on(ConsignmentCollected.self, on)
        handlers.on(ConsignmentDelivered.self, on)
        handlers.on(ConsignmentFailed.self, on)
        handlers.on(ConsignmentWithdrawn.self, on)
        handlers.on(ConsignmentRefused.self, on)
        handlers.on(TemperatureExcursion.self, on)
        return handlers
    }

    /// Answers that are missing, payments that never came, and claims that nobody decided.
    public var deadlineHandlers: DeadlineHandlers {
        var handlers = DeadlineHandlers()
        handlers.on(OrderDeadline.answer.kind, onAnswerMissing)
        handlers.on(OrderDeadline.payment.kind, onPaymentMissing)
        handlers.on(ClaimClock.kind, onDecisionMissing)
        return handlers
    }

    /// Payments are asked for, the sandbox answers, payouts go to the bank, and balances are counted.
    public var backgroundTasks: [BackgroundTask] {
        [
            BackgroundTask("payments") { _ in await payments.run() },
            BackgroundTask("sandbox") { url in await payments.sandbox.run(notifying: url) },
            BackgroundTask("bank") { _ in await payOut() },
            BackgroundTask("ledger-balances") { _ in await keepBalances() },
        ]
    }

    /// What buyers, partners, officers and the payment provider ask for.
    public func addRoutes(to routes: Routes) {
        addOrderRoutes(to: routes)
        addImportRoutes(to: routes)
        addPaymentRoutes(to: routes)
        addClaimRoutes(to: routes)
        addReportRoutes(to: routes)
    }
}

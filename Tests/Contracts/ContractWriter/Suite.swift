import CatalogueEvents
import CatalogueService
import Contracts
import EligibilityEvents
import EligibilityService
import Eventing
import LivestreamEvents
import LivestreamService
import LogisticsEvents
import LogisticsService
import OrdersEvents
import OrdersService

/// The services of the suite.
enum Suite {
    /// Every kind of event that is told.
    static let facts: [any Event.Type] =
        CatalogueFacts.all + EligibilityFacts.all + LivestreamFacts.all + LogisticsFacts.all + OrdersFacts.all

    /// What the services promise.
    static func contracts(_ comments: SourceComments) throws(EventFault) -> [ServiceContract] {
        [
            try ServiceContract(of: CatalogueService.self, telling: CatalogueFacts.all, comments),
            try ServiceContract(of: EligibilityService.self, telling: EligibilityFacts.all, comments),
            try ServiceContract(of: LivestreamService.self, telling: LivestreamFacts.all, comments),
            try ServiceContract(of: LogisticsService.self, telling: LogisticsFacts.all, comments),
            try ServiceContract(of: OrdersService.self, telling: OrdersFacts.all, comments),
        ]
    }
}

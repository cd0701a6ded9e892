import AMQP
import CatalogueService
import EligibilityService
import Eventing
import LivestreamService
import Logging
import LogisticsService
import OrdersService
import Postgres
import Runtime
import Testing

@testable import Delivery

/// The rights of the five services, as provisioning grants them.
@Suite("The rights of the services")
struct RightsTests {
    private static func declared(by service: some HostedService) -> DeclaredTopology {
        let hosted = type(of: service)
        return DeclaredTopology(
            Subscription(
                subscriber: hosted.name, sources: service.eventHandlers.sources,
                partitioning: Partitioning(count: 4)),
            publications: hosted.publications)
    }

    /// Nothing connects to a database for that.
    private static func declared() -> [DeclaredTopology] {
        let nowhere = PostgresConfiguration(host: "127.0.0.1", database: "", user: "", applicationName: "tests")
        let bench = Workbench(
            pool: PostgresPool(configuration: PoolConfiguration(connection: nowhere)),
            log: EventLog(partitioning: Partitioning(count: 1), wakeup: Wakeup()), clock: DomainClock(),
            logger: Logger(label: "tests"))
        return [
            declared(by: CatalogueService(bench)), declared(by: EligibilityService(bench)),
            declared(by: LivestreamService(bench)), declared(by: LogisticsService(bench)),
            declared(by: OrdersService(bench)),
        ]
    }

    @Test("suffice for what each declares, binds and tells")
    func suffice() {
        for declared in Self.declared() {
            for queue in declared.own.queues {
                #expect(BusRights.matches(queue.name, declared.rights.configure))
                #expect(BusRights.matches(queue.name, declared.rights.read))
                #expect(BusRights.matches(queue.name, declared.rights.write))
            }
            for binding in declared.own.bindings {
                #expect(declared.rights.mayBind(binding.routingKey, to: binding.exchange), "\(binding)")
            }
            for listener in declared.listeners {
                #expect(declared.rights.topics.contains { BusRights.matches(listener.routingKey, $0.write) })
            }
        }
    }

    @Test("reach into nothing of another's: no queue, no fact, and no dead letter")
    func apart() {
        let all = Self.declared()
        for declared in all {
            for other in all where other.service != declared.service {
                for queue in other.own.queues.map(\.name) {
                    #expect(!BusRights.matches(queue, declared.rights.configure))
                    #expect(!BusRights.matches(queue, declared.rights.read))
                    #expect(!BusRights.matches(queue, declared.rights.write))
                }
                for topic in declared.rights.topics {
                    #expect(!BusRights.matches(other.service, topic.write))
                    #expect(!BusRights.matches("\(other.service).order.0", topic.write))
                }
            }
            #expect(!declared.own.exchanges.contains { BusRights.matches($0.name, declared.rights.configure) })
        }
    }
}

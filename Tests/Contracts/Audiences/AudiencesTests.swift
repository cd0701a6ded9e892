import CatalogueService
import Delivery
import EligibilityService
import Eventing
import LivestreamService
import Logging
import LogisticsService
import OrdersService
import Postgres
import Runtime
import Testing

/// A relay waits until all whom it names are there. One who is named and does not listen would keep it waiting for ever;
/// one who listens and is not named could miss what was told before it came.
@Suite("Whom a service tells is who listens")
struct AudiencesTests {
    private struct Listening: Hashable, CustomStringConvertible {
        let source: EventSource
        let listener: String

        var description: String { "\(listener) to \(source)" }
    }

    private static func publications() -> [Publication] {
        CatalogueService.publications + EligibilityService.publications + LivestreamService.publications
            + LogisticsService.publications + OrdersService.publications
    }

    private static func heard(by service: some HostedService) -> [Listening] {
        service.eventHandlers.sources.map { Listening(source: $0, listener: type(of: service).name) }
    }

    /// What the services hear, by their own handlers. Nothing connects to a database for that.
    private static func heard() -> Set<Listening> {
        let nowhere = PostgresConfiguration(host: "127.0.0.1", database: "", user: "", applicationName: "tests")
        let bench = Workbench(
            pool: PostgresPool(configuration: PoolConfiguration(connection: nowhere)),
            log: EventLog(partitioning: Partitioning(count: 1), wakeup: Wakeup()), clock: DomainClock(),
            logger: Logger(label: "tests"))
        return Set(
            heard(by: CatalogueService(bench)) + heard(by: EligibilityService(bench))
                + heard(by: LivestreamService(bench)) + heard(by: LogisticsService(bench))
                + heard(by: OrdersService(bench)))
    }

    @Test("everyone who is named listens, and everyone who listens is named")
    func agree() {
        let named = Set(
            Self.publications().flatMap { publication in
                publication.audience.map { Listening(source: publication.source, listener: $0) }
            })
        let services: Set = [
            CatalogueService.name, EligibilityService.name, LivestreamService.name, LogisticsService.name,
            OrdersService.name,
        ]
        let heard = Self.heard().filter { services.contains($0.source.service) }
        #expect(named.subtracting(heard) == [], "named, but not listening")
        #expect(heard.subtracting(named) == [], "listening, but not named")
    }

    @Test("a service publishes each of its sources once, and nothing in another's name")
    func own() {
        let sources = Self.publications().map(\.source)
        #expect(Set(sources).count == sources.count)
        #expect(CatalogueService.publications.allSatisfy { $0.source.service == CatalogueService.name })
        #expect(EligibilityService.publications.allSatisfy { $0.source.service == EligibilityService.name })
        #expect(LivestreamService.publications.allSatisfy { $0.source.service == LivestreamService.name })
        #expect(LogisticsService.publications.allSatisfy { $0.source.service == LogisticsService.name })
        #expect(OrdersService.publications.allSatisfy { $0.source.service == OrdersService.name })
    }
}

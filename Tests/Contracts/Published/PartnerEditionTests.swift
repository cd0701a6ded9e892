import Eventing
import Testing

@testable import ContractWriter

@Suite("The partner edition")
struct PartnerEditionTests {
    /// Whom `events.md` lets be told, and which fields it marks, by each type that it marks P. A mark says that a field is
    /// left out, or has a stand-in.
    private static let marked: [String: (isOwn: Bool, marks: Set<String>)] = [
        "orders.order.placed": (true, ["buyer", "session"]),
        "orders.order.confirmed": (true, ["benefits.token"]),
        "orders.order.reduced": (true, []), "orders.order.cancelled": (true, []), "orders.order.completed": (true, []),
        "orders.settlement.posted": (true, ["lines.token", "shares"]),
        "orders.claim.opened": (true, []), "orders.claim.closed": (true, []),
        "catalogue.product.published": (false, []), "catalogue.product.withdrawn": (false, []),
        "catalogue.lot.listed": (false, ["village", "token", "members.token", "station_id"]),
        "catalogue.lot.quarantined": (false, []), "catalogue.lot.released": (false, []),
        "catalogue.lot.closed": (false, []), "catalogue.lot.recalled": (false, []),
        "catalogue.stock.reserved": (
            true,
            ["lines.allocations.village", "lines.allocations.token", "lines.allocations.members.token"]
        ),
        "catalogue.stock.refused": (true, []), "catalogue.price.breached": (true, []),
        "eligibility.county.designated": (false, []),
        "logistics.station.opened": (false, ["village"]), "logistics.station.changed": (false, ["village"]),
        "logistics.station.closed": (false, ["village"]), "logistics.lane.updated": (false, []),
        "logistics.consignment.accepted": (true, ["origin"]), "logistics.consignment.refused": (true, []),
        "logistics.consignment.withdrawn": (true, []), "logistics.consignment.collected": (true, ["run_id", "site"]),
        "logistics.consignment.arrived": (true, []), "logistics.consignment.delivered": (true, []),
        "logistics.consignment.failed": (true, []), "logistics.temperature.excursion": (true, []),
        "livestream.episode.scheduled": (false, []), "livestream.episode.started": (false, []),
        "livestream.episode.ended": (false, []), "livestream.episode.cancelled": (false, []),
        "livestream.offer.scheduled": (false, []), "livestream.offer.opened": (false, []),
        "livestream.offer.sold-out": (false, []), "livestream.offer.closed": (false, []),
        "livestream.revenue.attributed": (false, ["order_id"]), "livestream.traffic.granted": (false, ["basis"]),
        "livestream.day.opened": (false, []), "livestream.day.closed": (false, []),
        "livestream.audience.counted": (false, ["registers"]),
    ]

    /// Where a place below the township, or a household, may stand. Nothing of such a name is told as it is.
    private static let delicate: Set = [
        "village", "longitude", "latitude", "origin_station", "site", "session", "token", "holder", "household_version",
    ]

    private static func name(_ fact: any Event.Type) -> String {
        "\(fact.type.service).\(fact.type.aggregate).\(fact.type.fact)"
    }

    @Test("is told of the types that are marked for partners, to all or to those whose order it is")
    func audiences() {
        var told: [String: Bool] = [:]
        for fact in Suite.facts {
            guard let edition = fact.partnerEdition else { continue }
            switch edition.audience {
            case .everyone, .everyoneWhere: told[Self.name(fact)] = false
            case .named, .sender, .senders: told[Self.name(fact)] = true
            }
        }
        #expect(told == Self.marked.mapValues(\.isOwn))
    }

    @Test("decides about every field of every event, and about nothing else")
    func complete() throws {
        for fact in Suite.facts {
            guard let edition = fact.partnerEdition, case .record(let shape) = try fact.shape() else { continue }
            #expect(edition.faults(in: shape) == [], "\(Self.name(fact))")
        }
    }

    @Test("leaves out or re-keys every field that is marked")
    func marks() {
        for fact in Suite.facts {
            guard let edition = fact.partnerEdition, let marks = Self.marked[Self.name(fact)]?.marks else { continue }
            let told = Set(edition.toldFields)
            #expect(told.intersection(marks) == [], "\(Self.name(fact))")
            let delicate = told.filter { Self.delicate.contains($0.split(separator: ".").last.map(String.init) ?? "") }
            #expect(delicate == [], "\(Self.name(fact))")
        }
    }

    @Test("would be found to lack a decision about a new field, and one about each field of an object")
    func negativeControl() throws {
        let edition = PartnerEdition(to: .everyone, .told("one", "lines"), .withheld("gone"))
        let line = RecordShape(type: "Tests.Line", fields: [RecordShape.Field("token", isRequired: true, .boolean)])
        let shape = RecordShape(
            type: "Tests.Event",
            fields: [
                RecordShape.Field("one", isRequired: true, .boolean),
                RecordShape.Field("new", isRequired: false, .boolean),
                RecordShape.Field("lines", isRequired: true, .list(.record(line), maximum: nil)),
            ])
        #expect(
            edition.faults(in: shape) == [
                "new is not decided about", "gone is no field", "lines is told whole: decide about each field of it",
            ])
    }
}

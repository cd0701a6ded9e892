import Eventing
import LogisticsEvents
import Testing
import Vocabulary

/// What `events.md` says, written out: a change of a name or type breaks these.
@Suite("The events of logistics that others live by")
struct WrittenExampleTests {
    private static let id = "0190163d-8694-739b-aea5-966c26f8ad91"
    private static let other = "0190163d-8694-739b-aea5-966c26f8ad92"
    private static let head = "\"consignment_id\":\"\(id)\",\"order_id\":\"\(other)\""
    private static let part = "\"allocation_id\":\"\(id)\",\"lot_id\":\"\(other)\""
    private static func grams(_ amount: Int) -> String { "{\"unit\":\"g\",\"amount\":\(amount)}" }

    @Test("station.opened")
    func opened() throws {
        let json = """
            {"station_id":"\(Self.id)","kind":"help-store","name":{"zh":"罗甸","en":"Luodian"},"county":"522728",\
            "township":"522728101","village":"522728101001","longitude":1067480000,"latitude":254290000,\
            "roles":["collection","pick-up"],"hub":"\(Self.other)","operator":"\(Self.other)",\
            "bands":[{"min":20,"max":60,"allowed_min":0}],"hours":[{"weekday":1,"from":480,"to":1080}]}
            """
        let station = try decode(StationOpened.self, json).station
        #expect(station.kind == .helpStore)
        #expect(station.roles == [.collection, .pickUp])
        #expect(station.name.chinese == "罗甸")
        #expect(station.longitude == 1_067_480_000)
        #expect(station.hours[0].to == 1080)
    }

    @Test("lane.updated")
    func lane() throws {
        let json = """
            {"lane_id":"\(Self.id)","origin":"522728","hub":"\(Self.other)","city":"110101",\
            "transit":{"p50_min":2400,"p90_min":3000},"cost":250,"cut_off":"2019-07-07T08:00:00.000Z",\
            "valid_to":"2019-07-08T08:00:00.000Z","basis":"planned"}
            """
        let lane = try decode(LaneUpdated.self, json)
        #expect(lane.transit.ninetiethMinutes == 3000)
        #expect(lane.band == nil)
        #expect(lane.subject == Self.id)
    }

    @Test("consignment.accepted")
    func accepted() throws {
        let json = """
            {\(Self.head),"direction":"up","origin":"\(Self.other)","hub":"\(Self.other)",\
            "destination":{"kind":"address","city":"110101"},"band":{"min":20,"max":80,"allowed_min":120},\
            "gross_g":4400,"volume_ml":8000,"collect_from":"2019-07-07T00:00:00.000Z",\
            "collect_to":"2019-07-07T22:00:00.000Z","deliver_by":"2019-07-10T00:00:00.000Z",\
            "accepted_at":"2019-07-07T00:00:00.000Z"}
            """
        let event = try decode(ConsignmentAccepted.self, json)
        #expect(event.destination.kind == .address)
        #expect(event.grossG == 4400)
        #expect(event.deliverBy - event.collectFrom == .hours(72))
    }

    @Test("consignment.refused and .withdrawn")
    func refusedAndWithdrawn() throws {
        let items = "\"items\":[{\(Self.part),\"quantity\":\(Self.grams(500))}]"
        let refused = try decode(ConsignmentRefused.self, "{\(Self.head),\"reason\":\"too-late\",\(items)}")
        #expect(refused.reason == .tooLate)
        let json = "{\(Self.head),\(items),\"whole\":false,\"at\":\"2019-07-07T04:00:00.000Z\"}"
        let withdrawn = try decode(ConsignmentWithdrawn.self, json)
        #expect(!withdrawn.isWhole)
        #expect(withdrawn.items[0].quantity == .grams(500))
    }

    @Test("consignment.collected")
    func collected() throws {
        let json = """
            {\(Self.head),"run_id":"\(Self.other)","site":"\(Self.id)","collected_at":"2019-07-07T04:00:00.000Z",\
            "items":[{\(Self.part),"ordered":\(Self.grams(4000)),"collected":\(Self.grams(3900)),"weight_g":4010,\
            "short_reason":"underweight"}],"proof":"f0"}
            """
        let event = try decode(ConsignmentCollected.self, json)
        #expect(event.items[0].collected == .grams(3900))
        #expect(event.items[0].shortReason == .underweight)
        #expect(event.subject == Self.id)
    }

    @Test("consignment.delivered")
    func delivered() throws {
        let json = """
            {\(Self.head),"delivered_at":"2019-07-09T04:00:00.000Z","items":[{\(Self.part),\
            "delivered":\(Self.grams(3000)),"refused":\(Self.grams(900)),"reason":"damaged"}],\
            "proof":{"kind":"photo","digest":"f0"}}
            """
        let event = try decode(ConsignmentDelivered.self, json)
        #expect(event.items[0].refused == .grams(900))
        #expect(event.proof.kind == .photo)
    }

    @Test("consignment.failed")
    func failed() throws {
        let json = """
            {\(Self.head),"stage":"deliver","attempt":2,"final":false,"reason":"absent","custody":"carrier",\
            "items":[{\(Self.part),"quantity":\(Self.grams(4000)),"goods":"at-hub"}],\
            "next_attempt":"2019-07-10T04:00:00.000Z","at":"2019-07-09T04:00:00.000Z"}
            """
        let event = try decode(ConsignmentFailed.self, json)
        #expect(event.stage == .deliver)
        #expect(!event.isFinal)
        #expect(event.items[0].goods == .atHub)
    }

    @Test("run.planned")
    func planned() throws {
        let json = """
            {"run_id":"\(Self.id)","plan":2,"county":"522728","vehicle":"\(Self.other)",\
            "starts_at":"2019-07-07T00:00:00.000Z","ends_at":"2019-07-07T05:00:00.000Z","stops":[{"stop":1,\
            "site":"\(Self.other)","arrive":"2019-07-07T00:30:00.000Z","depart":"2019-07-07T00:40:00.000Z",\
            "fixed":true,"load":["\(Self.id)"],"unload":[]}],"load_permille":{"up":112,"down":0},\
            "left_out":[{"consignment_id":"\(Self.id)","reason":"no-vehicle"}]}
            """
        let event = try decode(RunPlanned.self, json)
        #expect(event.stops[0].isFixed)
        #expect(event.loadPermille.up == 112)
        #expect(event.leftOut[0].reason == "no-vehicle")
    }

    @Test("temperature.excursion, on board and in store")
    func excursion() throws {
        func json(_ place: String, _ consignment: String) -> String {
            """
            {"excursion_id":"\(Self.id)","where":{\(place)},"from":"2019-07-07T01:00:00.000Z",\
            "to":"2019-07-07T03:20:00.000Z","peak":130,"out_min":140,"cumulative_min":150,"custody":"carrier",\
            "items":[{\(consignment)"lot_id":"\(Self.other)","product_id":"\(Self.id)",\
            "quantity":\(Self.grams(4000)),"allowed_min":120}]}
            """
        }
        let aboard = try decode(
            TemperatureExcursion.self,
            json("\"run_id\":\"\(Self.id)\",\"compartment\":2", "\"consignment_id\":\"\(Self.id)\","))
        let id = try #require(UUIDv7(Self.id))
        #expect(aboard.space == .compartment(runID: id, number: 2))
        #expect(aboard.items[0].consignmentID == id)
        let inStore = try decode(TemperatureExcursion.self, json("\"station_id\":\"\(Self.id)\",\"store\":1", ""))
        #expect(inStore.space == .store(stationID: id, number: 1))
        #expect(inStore.items[0].consignmentID == nil)
        for half in ["", "\"run_id\":\"\(Self.id)\"", "\"station_id\":\"\(Self.id)\",\"compartment\":2"] {
            #expect(
                throws: EventFault.invalid(field: "where", expected: "a compartment of a run or a store of a station")
            ) {
                try TemperatureExcursion(decoding: Array(json(half, "").utf8))
            }
        }
    }

    /// Reads what is written out, and sees that it would be written the same.
    private func decode<Body: Event>(_ event: Body.Type, _ json: String) throws -> Body {
        let body = try Body(decoding: Array(json.utf8))
        #expect(String(decoding: try body.encoded(), as: UTF8.self) == json)
        return body
    }
}

import Eventing
import OrdersEvents
import Testing
import Vocabulary

/// What `events.md` says, written out: a change of a name or type breaks these.
@Suite("The events that others live by")
struct WrittenExampleTests {
    private static let order = "0190163d-8694-739b-aea5-966c26f8ad91"
    private static let other = "0190163d-8694-739b-aea5-966c26f8ad92"
    private static let token = "MFRGGZDFMZTWQ2LKNNWG23TPOA"

    @Test("order.placed")
    func placed() throws {
        let json = """
            {"order_id":"\(Self.order)","kind":"import","direction":"up","channel":"partner","partner":"\(Self.other)",\
            "partner_order_ref":"2019-0707-1","buyer":"\(Self.token)","placed_at":"2019-07-07T04:00:00.000Z",\
            "destination":{"kind":"address","destination_id":"\(Self.other)","city":"310115"},"paid":true,\
            "lines":[{"line":1,"listing_id":"\(Self.other)","product_id":"\(Self.order)",\
            "quantity":{"unit":"g","amount":2500},"expected_price":{"fen":599,"per":"500g"},\
            "options":[{"key":"ribbon","value":"red"}]}]}
            """
        let event = try decode(OrderPlaced.self, json)
        #expect(event.kind == .import)
        #expect(event.partnerOrderRef == "2019-0707-1")
        #expect(event.session == nil)
        #expect(event.placedAt == Instant("2019-07-07T12:00:00+08:00"))
        #expect(event.destination.city.description == "310115")
        #expect(event.lines[0].quantity == .grams(2500))
        #expect(event.lines[0].expectedPrice == Price(599, .per500g))
        #expect(event.lines[0].offerID == nil)
        #expect(event.lines[0].options?.map(\.value) == ["red"])
        #expect(event.subject == Self.order)
    }

    @Test("order.confirmed")
    func confirmed() throws {
        let json = """
            {"order_id":"\(Self.order)","kind":"retail","direction":"up","confirmed_at":"2019-07-07T04:05:00.000Z",\
            "total_fen":2995,"paid_fen":2995,"lines":[{"line":1,"product_id":"\(Self.order)",\
            "offer_id":"\(Self.other)","quantity":{"unit":"g","amount":2500},"price":{"fen":599,"per":"500g"},\
            "amount_fen":2995}],"benefits":[{"allocation_id":"\(Self.other)","token":"\(Self.token)","benefit":true,\
            "evidence_id":"\(Self.order)"}],"consignments":[{"consignment_id":"\(Self.other)",\
            "origin":"\(Self.order)","destination":{"kind":"station","destination_id":"\(Self.other)",\
            "city":"310115"},"band":{"min":20,"max":80,"allowed_min":120},"ready_from":"2019-07-07T05:00:00.000Z",\
            "deliver_by":"2019-07-10T05:00:00.000Z","priority":1,"items":[{"allocation_id":"\(Self.other)",\
            "lot_id":"\(Self.order)","product_id":"\(Self.order)","goods_class":"fruit",\
            "quantity":{"unit":"g","amount":2500},"gross_g":2700,"volume_ml":4000,"pieces":1}]}]}
            """
        let event = try decode(OrderConfirmed.self, json)
        #expect(event.lines[0].listingID == nil)
        #expect(event.lines[0].amountFen == 2995)
        #expect(event.benefits[0].token.description == Self.token)
        let consignment = event.consignments[0]
        #expect(consignment.destination.kind == .station)
        #expect(consignment.band == Band(minimum: 20, maximum: 80, allowedMinutes: 120))
        #expect(consignment.deliverBy - consignment.readyFrom == .hours(72))
        #expect(consignment.items[0].goodsClass == "fruit")
        #expect(consignment.items[0].grossG == 2700)
    }

    @Test("settlement.posted")
    func settled() throws {
        let json = """
            {"settlement_id":"\(Self.other)","kind":"reversal","reverses":"\(Self.order)","order_id":"\(Self.order)",\
            "claim_id":"\(Self.other)","posted_at":"2019-07-09T16:30:00.000Z","business_day":"2019-07-10",\
            "total_fen":-2995,"lines":[{"line":1,"allocation_id":"\(Self.other)","product_id":"\(Self.order)",\
            "lot_id":"\(Self.order)","origin":"522728","producer_id":"\(Self.other)","producer_kind":"household",\
            "token":"\(Self.token)","benefit":true,"evidence_id":"\(Self.order)",\
            "quantity":{"unit":"g","amount":2500},"price":{"fen":599,"per":"500g"},"amount_fen":-2995,\
            "producer_price":{"fen":400,"per":"500g"},"producer_fen":0}],\
            "shares":[{"account":"carrier","holder":"522728","amount_fen":-2000},\
            {"account":"county-fund","holder":"522728","amount_fen":-995}]}
            """
        let event = try decode(SettlementPosted.self, json)
        #expect(event.kind == .reversal)
        #expect(event.businessDay == Day(of: event.postedAt))
        #expect(event.lines[0].producerFen == 0)
        #expect(event.lines[0].reference == nil)
        #expect(event.shares.map(\.account) == [.carrier, .countyFund])
        #expect(event.shares.reduce(0) { $0 + $1.amountFen } == event.totalFen)
        #expect(event.subject == Self.other)
    }

    /// Reads what is written out, and sees that it would be written the same.
    private func decode<Body: Event>(_ event: Body.Type, _ json: String) throws -> Body {
        let body = try Body(decoding: Array(json.utf8))
        #expect(String(decoding: try body.encoded(), as: UTF8.self) == json)
        return body
    }
}

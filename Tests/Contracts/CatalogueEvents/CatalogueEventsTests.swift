import CatalogueEvents
import Eventing
import Testing
import Vocabulary

@Suite("What catalogue tells")
struct CatalogueEventsTests {
    private static let all: [any Event.Type] = [
        ProductPublished.self, ProductWithdrawn.self, LotListed.self, LotQuarantined.self, LotReleased.self,
        LotClosed.self, LotRecalled.self, StockReserved.self, StockRefused.self, StockCommitted.self,
        StockReleased.self, StockRevoked.self, StockSetAside.self, StockSetAsideRefused.self, PriceBreached.self,
    ]

    @Test("is named as the page of events names it")
    func names() {
        #expect(
            Self.all.map { "\($0.type.aggregate).\($0.type.fact)" } == [
                "product.published", "product.withdrawn", "lot.listed", "lot.quarantined", "lot.released",
                "lot.closed", "lot.recalled", "stock.reserved", "stock.refused", "stock.committed", "stock.released",
                "stock.revoked", "stock.set-aside", "stock.set-aside-refused", "price.breached",
            ])
        #expect(Self.all.allSatisfy { $0.type.service == "catalogue" && $0.type.major == 1 })
    }

    @Test("comes back as it was written, every field filled", arguments: all.indices)
    func roundTrip(index: Int) throws {
        try expectRoundTrip(Self.all[index])
    }

    private func expectRoundTrip<Body: Event>(_ type: Body.Type) throws {
        let event = try Body.example()
        #expect(try Body(decoding: event.encoded()) == event)
    }

    @Test("is told of the aggregate that it belongs to: an order, an offer, a lot, a product, a breach")
    func subjects() throws {
        let id = UUIDv7(high: 0x0190_163d_8694_7000, low: 1 << 63 | 7)
        var reserved = try StockReserved.example()
        reserved.orderID = id
        var refused = try StockRefused.example()
        refused.orderID = id
        var committed = try StockCommitted.example()
        committed.orderID = id
        var released = try StockReleased.example()
        released.orderID = id
        var revoked = try StockRevoked.example()
        revoked.orderID = id
        var setAside = try StockSetAside.example()
        setAside.offerID = id
        var notSetAside = try StockSetAsideRefused.example()
        notSetAside.offerID = id
        var listed = try LotListed.example()
        listed.lotID = id
        var recalled = try LotRecalled.example()
        recalled.lotID = id
        var published = try ProductPublished.example()
        published.productID = id
        var breached = try PriceBreached.example()
        breached.breachID = id
        let events: [any Event] = [
            reserved, refused, committed, released, revoked, setAside, notSetAside, listed, recalled, published,
            breached,
        ]
        for event in events { #expect(event.subject == id.description) }
    }
}

/// The hot events in the form that consumers rely on: every name, type and the order of writing.
@Suite("What catalogue tells, in JSON")
struct CatalogueJSONTests {
    private func id(_ number: UInt64) -> UUIDv7 {
        UUIDv7(high: 0x016b_c2a0_0000_7000, low: 0x8000_0000_0000_0000 | number)
    }

    private func check<Body: Event>(_ event: Body, _ json: String) throws {
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(try Body(decoding: Array(json.utf8)) == event)
    }

    private func allocation() throws -> StockReserved.Allocation {
        StockReserved.Allocation(
            allocationID: id(5), lotID: id(6), county: try #require(DivisionCode("341321")),
            village: DivisionCode("341321100201"), producer: PublicProducer(id: id(7), kind: .household),
            token: Token("MFRGGZDFMZTWQ2LKNNWG23TPOA"), members: nil, title: .consigned, stationID: id(8),
            quantity: .grams(2500), grossGrams: 2800, volumeMillilitres: 6000, goodsClass: "fruit",
            band: Band(minimum: 20, maximum: 80, allowedMinutes: 60), expiresOn: try #require(Day("2019-07-17")),
            producerPrice: Price(300, .per500g), producerFen: 1500,
            reason: StockReserved.Reason(rule: .registeredFirst, isRegisteredAsKnown: true, householdVersion: 4))
    }

    @Test("an order has its goods, of a registered household")
    func reserved() throws {
        let line = StockReserved.Line(
            line: 1, listingID: id(2), productID: id(3), offerID: id(4), price: Price(500, .per500g),
            productVersion: 3, amountFen: 2500, taxClass: "own-produce", allocations: [try allocation()])
        let event = StockReserved(
            orderID: id(1), reservedAt: try #require(Instant("2019-07-07T12:00:00+08:00")), lines: [line],
            totalFen: 2500)
        try check(
            event,
            """
            {"order_id":"016bc2a0-0000-7000-8000-000000000001","reserved_at":"2019-07-07T04:00:00.000Z","lines":[\
            {"line":1,"listing_id":"016bc2a0-0000-7000-8000-000000000002",\
            "product_id":"016bc2a0-0000-7000-8000-000000000003","offer_id":"016bc2a0-0000-7000-8000-000000000004",\
            "price":{"fen":500,"per":"500g"},"product_version":3,"amount_fen":2500,"tax_class":"own-produce",\
            "allocations":[{"allocation_id":"016bc2a0-0000-7000-8000-000000000005",\
            "lot_id":"016bc2a0-0000-7000-8000-000000000006","county":"341321","village":"341321100201",\
            "producer":{"id":"016bc2a0-0000-7000-8000-000000000007","kind":"household"},\
            "token":"MFRGGZDFMZTWQ2LKNNWG23TPOA","title":"consigned",\
            "station_id":"016bc2a0-0000-7000-8000-000000000008","quantity":{"unit":"g","amount":2500},\
            "gross_g":2800,"volume_ml":6000,"goods_class":"fruit","band":{"min":20,"max":80,"allowed_min":60},\
            "expires_on":"2019-07-17","producer_price":{"fen":300,"per":"500g"},"producer_fen":1500,\
            "reason":{"rule":"registered-first","registered_as_known":true,"household_version":4}}]}],\
            "total_fen":2500}
            """)
    }

    @Test("goods of a cooperative name its members, and an unannounced token no version")
    func cooperative() throws {
        var goods = try allocation()
        goods.producer.kind = .cooperative
        goods.token = nil
        goods.members = [PublicMember(token: try #require(Token("MFRGGZDFMZTWQ2LKNNWG23TPOA")), quantity: .grams(9))]
        goods.reason = StockReserved.Reason(rule: .firstExpired, isRegisteredAsKnown: false, householdVersion: nil)
        let json = String(decoding: try goods.encoded(), as: UTF8.self)
        #expect(json.contains("\"kind\":\"cooperative\"},\"members\":[{\"token\":\"MFRGGZDFMZTWQ2LKNNWG23TPOA\","))
        #expect(json.hasSuffix("\"reason\":{\"rule\":\"first-expired\",\"registered_as_known\":false}}"))
        #expect(try StockReserved.Allocation(decoding: Array(json.utf8)) == goods)
    }

    @Test("an order gets nothing: too little of one line, a dearer price of another")
    func refused() throws {
        let event = StockRefused(
            orderID: id(1),
            lines: [
                StockRefused.Line(line: 1, reason: .short, price: nil, available: .grams(400)),
                StockRefused.Line(line: 2, reason: .priceChanged, price: Price(600, .per500g), available: nil),
            ])
        try check(
            event,
            """
            {"order_id":"016bc2a0-0000-7000-8000-000000000001","lines":[\
            {"line":1,"reason":"short","available":{"unit":"g","amount":400}},\
            {"line":2,"reason":"price-changed","price":{"fen":600,"per":"500g"}}]}
            """)
    }

    @Test("goods are sold, come back, or are taken away")
    func afterwards() throws {
        try check(
            StockCommitted(
                orderID: id(1), committedAt: try #require(Instant("2019-07-07T04:00:00Z")),
                allocations: [
                    StockCommitted.Allocation(
                        allocationID: id(5), lotID: id(6), offerID: nil, quantity: .grams(2500))
                ]),
            """
            {"order_id":"016bc2a0-0000-7000-8000-000000000001","committed_at":"2019-07-07T04:00:00.000Z",\
            "allocations":[{"allocation_id":"016bc2a0-0000-7000-8000-000000000005",\
            "lot_id":"016bc2a0-0000-7000-8000-000000000006","quantity":{"unit":"g","amount":2500}}]}
            """)
        try check(
            StockReleased(
                orderID: id(1), cause: .orderCancelled,
                allocations: [
                    StockReleased.Allocation(
                        allocationID: id(5), lotID: id(6), offerID: id(4), quantity: .grams(2500), to: .setAside)
                ]),
            """
            {"order_id":"016bc2a0-0000-7000-8000-000000000001","cause":"order-cancelled",\
            "allocations":[{"allocation_id":"016bc2a0-0000-7000-8000-000000000005",\
            "lot_id":"016bc2a0-0000-7000-8000-000000000006","offer_id":"016bc2a0-0000-7000-8000-000000000004",\
            "quantity":{"unit":"g","amount":2500},"to":"set-aside"}]}
            """)
        try check(
            StockRevoked(
                orderID: id(1), lotID: id(6), cause: .expiry,
                allocations: [StockRevoked.Allocation(allocationID: id(5), offerID: nil, quantity: .grams(2500))]),
            """
            {"order_id":"016bc2a0-0000-7000-8000-000000000001","lot_id":"016bc2a0-0000-7000-8000-000000000006",\
            "cause":"expiry","allocations":[{"allocation_id":"016bc2a0-0000-7000-8000-000000000005",\
            "quantity":{"unit":"g","amount":2500}}]}
            """)
    }

    @Test("stock is kept for an offer, or is not")
    func setAside() throws {
        try check(
            StockSetAside(offerID: id(4), productID: id(3), quantity: .grams(500_000), registeredShare: 820),
            """
            {"offer_id":"016bc2a0-0000-7000-8000-000000000004","product_id":"016bc2a0-0000-7000-8000-000000000003",\
            "quantity":{"unit":"g","amount":500000},"registered_share":820}
            """)
        try check(
            StockSetAsideRefused(offerID: id(4), reason: .belowFloor, available: .grams(7)),
            """
            {"offer_id":"016bc2a0-0000-7000-8000-000000000004","reason":"below-floor",\
            "available":{"unit":"g","amount":7}}
            """)
    }
}

@Suite("What catalogue tells of products and lots, in JSON")
struct CatalogueGoodsJSONTests {
    private let id = UUIDv7("016bc2a0-0000-7000-8000-000000000001")

    @Test("a product, read as another service reads it")
    func product() throws {
        let json = """
            {"product_id":"016bc2a0-0000-7000-8000-000000000001","version":3,"kind":"agricultural",
             "name":{"zh":"砀山黄桃","en":"Dangshan yellow peach"},"county":"341321",
             "pavilion":"016bc2a0-0000-7000-8000-000000000002","sub_platforms":[],"sold_by":"g",
             "unit":{"net_g":2500,"gross_g":2800,"volume_ml":6000},"goods_class":"fruit",
             "band":{"min":20,"max":80,"allowed_min":60},"perishable":true,"shelf_days":10,"tax_class":"own-produce",
             "floor":{"fen":400,"per":"500g"},
             "listings":[{"listing_id":"016bc2a0-0000-7000-8000-000000000003","price":{"fen":600,"per":"500g"},
                          "from":"2019-07-01T00:00:00Z"}],
             "options":[{"key":"box","rule":"one-of red|blue"}],
             "provenance":{"county_level":"national","village_level":"mixed","registered_share":820}}
            """
        let product = try ProductPublished(decoding: Array(json.utf8))
        #expect(product.productID == id && product.version == 3 && product.kind == .agricultural)
        #expect(product.name == ProductPublished.Name(zh: "砀山黄桃", en: "Dangshan yellow peach"))
        #expect(product.gtin == nil && product.brandID == nil && product.soldBy == .grams)
        #expect(product.unit == ProductPublished.Unit(netGrams: 2500, grossGrams: 2800, volumeMillilitres: 6000))
        #expect(product.isPerishable && product.shelfDays == 10 && product.floor == Price(400, .per500g))
        #expect(product.listings.map(\.price) == [Price(600, .per500g)] && product.listings[0].to == nil)
        #expect(product.options == [ProductPublished.Option(key: "box", rule: "one-of red|blue")])
        #expect(product.provenance.countyLevel == .national && product.provenance.villageLevel == .mixed)
        #expect(product.provenance.registeredShare == 820)
    }

    @Test("goods held back, by where they were taken from")
    func quarantined() throws {
        let id = try #require(id)
        let event = LotQuarantined(
            lotID: id, productID: id, cause: .deadSensor, causeID: id, quantity: .grams(10),
            from: LotQuarantined.Parts(available: 1, setAside: 2, reserved: 3, committed: 4),
            at: try #require(Instant("2019-07-07T04:00:00Z")))
        let json = """
            {"lot_id":"\(id)","product_id":"\(id)","cause":"dead-sensor","cause_id":"\(id)",\
            "quantity":{"unit":"g","amount":10},\
            "from":{"available":1,"set_aside":2,"reserved":3,"committed":4},"at":"2019-07-07T04:00:00.000Z"}
            """
        #expect(String(decoding: try event.encoded(), as: UTF8.self) == json)
        #expect(try LotQuarantined(decoding: Array(json.utf8)) == event)
    }

    @Test("a lot, for partners too: without its village and its station")
    func partnerEdition() throws {
        var lot = try LotListed.example()
        lot.village = nil
        lot.stationID = nil
        lot.token = nil
        lot.members = nil
        let json = String(decoding: try lot.encoded(), as: UTF8.self)
        for hidden in ["village", "station_id", "token", "members"] { #expect(!json.contains("\"\(hidden)\"")) }
        #expect(try LotListed(decoding: Array(json.utf8)) == lot)
    }
}

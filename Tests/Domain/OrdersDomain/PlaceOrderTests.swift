import OrdersDomain
import Testing
import Vocabulary

@Suite("Placing an order")
struct PlaceOrderTests {
    @Test("accepts what can be sold, and waits two minutes for catalogue before the operator is told")
    func accepts() throws {
        let (order, facts) = try Order.place(
            id(1), Marketplace.request(), in: Marketplace.market, at: Marketplace.now)
        #expect(order.state == .placed)
        #expect(order.placement.kind == .retail)
        #expect(order.placement.lines.map(\.product) == [Marketplace.orange.product])
        #expect(facts == [.placed, .deadlineSet(.answer, due: Marketplace.now + .minutes(2))])
    }

    @Test("knows an import by its partner's reference, and its channel is the partner")
    func imports() throws {
        let order = try Marketplace.placed(.import)
        #expect(order.placement.kind == .import)
        #expect(order.placement.channel == .partner)
        #expect(order.placement.partner?.reference == "2019-0707-1")
    }

    @Test("refuses an import without a usable reference", arguments: ["", String(repeating: "7", count: 65)])
    func reference(reference: String) {
        let partner = PartnerOrder(partner: id(41), reference: reference)
        #expect(throws: OrderRefusal.partnerReference) {
            try Order.importOrder(id(1), Marketplace.request(), from: partner, in: Marketplace.market, at: .epoch)
        }
    }

    static let faults: [(OrderRefusal, @Sendable (inout OrderRequest) -> Void)] = [
        (.lineCount(0), { $0.lines = [] }),
        (.lineCount(101), { $0.lines = (1...101).map { Marketplace.oranges.numbered($0) } }),
        (.lineNumber(0), { $0.lines[0].number = 0 }),
        (.lineNumber(1), { $0.lines.append($0.lines[0]) }),
        (.unknownListing(line: 1), { $0.lines[0].listing = id(99) }),
        (.quantityOutOfRange(line: 1), { $0.lines[0].quantity = .grams(0) }),
        (.quantityOutOfRange(line: 1), { $0.lines[0].quantity = .grams(-1) }),
        (.quantityOutOfRange(line: 1), { $0.lines[0].quantity = .grams(.max) }),
        (.priceOutOfRange(line: 1), { $0.lines[0].expectedPrice = Price(0, .per500g) }),
        (.priceOutOfRange(line: 1), { $0.lines[0].expectedPrice = Price(.max, .per500g) }),
        (.wrongUnit(line: 1), { $0.lines[0].quantity = .pieces(2) }),
        (.wrongUnit(line: 1), { $0.lines[0].expectedPrice = Price(599, .perPiece) }),
        (.destinationMissing, { $0.destination = Destination(kind: .none, place: nil, city: Marketplace.city) }),
        (.destinationMissing, { $0.destination = Destination(kind: .address, place: nil, city: Marketplace.city) }),
        (
            .unknownStation(id(99)),
            { $0.destination = Destination(kind: .station, place: id(99), city: Marketplace.city) }
        ),
    ]

    @Test("refuses what cannot be sold, and says which rule it breaks", arguments: faults.indices)
    func refuses(index: Int) {
        let (refusal, spoil) = Self.faults[index]
        var request = Marketplace.request()
        spoil(&request)
        #expect(throws: refusal) {
            try Order.place(id(1), request, in: Marketplace.market, at: Marketplace.now)
        }
    }

    @Test("accepts the largest order without leaving 64 bits")
    func largest() throws {
        let lines = (1...Int32(Order.mostLines)).map { number in
            OrderRequest.Line(
                number: number, listing: Marketplace.basketListing, quantity: .pieces(Order.mostOfOneLine),
                expectedPrice: Price(Order.highestPrice, .perPiece))
        }
        let order = try Marketplace.placed(.retail, lines)
        let total = order.placement.lines.reduce(Fen(0)) { $0 + $1.expectedPrice.amount(for: $1.quantity) }
        #expect(total == 100 * Order.mostOfOneLine * Order.highestPrice)
    }
}

extension Instant {
    static let epoch = Instant(milliseconds: 0)
}

extension OrderRequest.Line {
    func numbered(_ number: Int32) -> OrderRequest.Line {
        var line = self
        line.number = number
        return line
    }
}

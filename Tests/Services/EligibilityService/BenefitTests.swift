import CatalogueEvents
import EligibilityEvents
import EligibilityService
import Eventing
import Testing
import TestSupport
import Vocabulary

@Suite("Answers to orders", .enabled(if: LiveServers.arePresent))
struct BenefitTests {
    @Test("Every household of a batch of orders is answered as of the reservation, each token once")
    func batch() async throws {
        try await Office.with { office in
            let tokens = try await office.enrol(SampleSheet([.init(), .init()]))
            try await office.register([tokens[0]])
            let stranger = Token.make()
            let teller = Teller()
            let before = try StockReserved.sample(from: [tokens[0]], at: noon("2019-03-25"))
            let after = try StockReserved.sample(
                from: [tokens[0], stranger, tokens[0]], members: [tokens[1], tokens[0]], at: noon("2019-03-27"))
            let taken = try await office.schema.deliver([teller.envelope(before), teller.envelope(after)])
            #expect(taken == 2)
            let told = try await office.schema.told(BenefitDetermined.self)
            #expect(told.map(\.orderID) == [before.orderID, after.orderID])
            #expect(told.map(\.asOf) == [before.reservedAt, after.reservedAt])
            #expect(told[0].determinations.map(\.status) == [.unknown])
            #expect(told[1].determinations.map(\.token) == [tokens[0], stranger, tokens[1]])
            // An applicant is unknown outside: nobody learns of an application.
            #expect(told[1].determinations.map(\.status) == [.registered, .unknown, .unknown])
            #expect(told[1].determinations.map(\.benefit) == [true, false, false])
            #expect(told[1].determinations[0].county == DivisionCode("522728"))
            #expect(try await office.schema.breaches() == [])
        }
    }

    @Test("An order is answered once, however often and in whatever event it asks")
    func once() async throws {
        try await Office.with { office in
            let reserved = try StockReserved.sample(from: [.make()], at: noon("2019-07-07"))
            let teller = Teller()
            let first = try teller.envelope(reserved)
            try await office.schema.deliver([first])
            #expect(try await office.schema.deliver([first]) == 0)
            try await office.schema.deliver([teller.envelope(reserved), teller.envelope(reserved)])
            #expect(try await office.schema.told(BenefitDetermined.self).count == 1)
            #expect(try await office.rows("SELECT count(*) FROM benefit_determination") == [Int64(1)])
        }
    }

    @Test("An order whose goods come from no household asks nothing")
    func noHousehold() async throws {
        try await Office.with { office in
            try await office.schema.deliver([
                Teller().envelope(StockReserved.sample(from: [nil], at: noon("2019-07-07")))
            ])
            #expect(try await office.schema.told().isEmpty)
        }
    }

    @Test("The answer keeps to the order that asked: its correlation, and the event that it answers")
    func correlation() async throws {
        try await Office.with { office in
            let reserved = try StockReserved.sample(from: [.make()], at: noon("2019-07-07"))
            let asked = try Teller().envelope(reserved, correlationID: reserved.orderID)
            try await office.schema.deliver([asked])
            let answer = try #require(try await office.schema.told().first)
            #expect(answer.correlationID == reserved.orderID)
            #expect(answer.causationID == asked.id)
        }
    }
}

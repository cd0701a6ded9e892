import Eventing
import LogisticsService
import Testing

@Suite("What drivers, dispatchers and thermometers send")
struct RunRequestTests {
    private static let id = "0190163d-8694-739b-aea5-966c26f8ad91"

    @Test("A request that lacks a field, or has another type there, is refused by the field's name")
    func malformed() {
        #expect(throws: EventFault.missing("county")) { try decode(PlanRequest.self, "{}") }
        #expect(throws: EventFault.missing("driver_id")) { try decode(StartRunRequest.self, "{}") }
        #expect(throws: EventFault.missing("shifts")) { try decode(ShiftRequest.self, "{}") }
        #expect(throws: EventFault.missing("longitude")) { try decode(Position.self, "{}") }
        #expect(throws: EventFault.missing("to_run")) { try decode(TransferRequest.self, "{}") }
        #expect(throws: EventFault.missing("readings")) { try decode(TemperatureReport.self, "{}") }
        #expect(throws: EventFault.invalid(field: "free_from", expected: "an instant of RFC 3339")) {
            try decode(ReplanRequest.self, #"{"free_from":"soon"}"#)
        }
    }

    @Test("A field within a list is named by all that leads to it")
    func nested() {
        let report = """
            {"driver_id":"\(Self.id)","commands":[{"id":"\(Self.id)","at":"2019-07-08T09:00:00Z","stop":1,
            "act":"loiter"}]}
            """
        let fault = #expect(throws: EventFault.self) { try decode(DriverReport.self, report) }
        #expect(fault == .invalid(field: "commands.act", expected: "one of arrive, serve, fail"))
        let loaded = """
            {"driver_id":"\(Self.id)","commands":[{"id":"\(Self.id)","at":"2019-07-08T09:00:00Z","stop":1,
            "act":"serve","loaded":[{"consignment_id":"\(Self.id)","items":[{"allocation_id":"\(Self.id)"}]}]}]}
            """
        #expect(throws: EventFault.missing("commands.loaded.items.amount")) {
            try decode(DriverReport.self, loaded)
        }
        let reading =
            #"{"readings":[{"at":"2019-07-08T09:00:00Z","temperature_dc":40,"where":{"run_id":"\#(Self.id)"}}]}"#
        let expected = "a compartment of a run or a store of a station"
        #expect(throws: EventFault.invalid(field: "readings.where", expected: expected)) {
            try decode(TemperatureReport.self, reading)
        }
    }

    @Test("What a driver says comes through JSON as it was said")
    func roundTrip() throws {
        let report = try DriverReport.example()
        #expect(try DriverReport(decoding: report.encoded()) == report)
    }

    private func decode<Body: Record>(_: Body.Type, _ json: String) throws(EventFault) -> Body {
        try Body(decoding: Array(json.utf8))
    }
}

import Eventing
import Foundation
import Testing
import Tracing

@testable import Runtime

@Suite("What a collector is sent")
struct OTLPRequestTests {
    @Test("is OTLP in its JSON form")
    func encodes() throws {
        let parent = try #require(TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        var span = SpanRecord.sample("POST /orders", under: parent)
        span.attributes = ["http.route": "/orders", "http.response.status_code": 201, "ok": true]
        span.events = [.init(name: "exception", at: 1_500_000_000, attributes: ["exception.message": "a \"b\""])]
        span.status = SpanStatus(code: .error, message: "why")
        let bytes = OTLPRequest(service: "orders", instance: "one").encode([span, .sample("second")])
        let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let resource = try #require((root["resourceSpans"] as? [[String: Any]])?.first)
        let named = try #require((resource["resource"] as? [String: Any])?["attributes"] as? [[String: Any]])
        #expect(named.map { $0["key"] as? String } == ["service.instance.id", "service.name", "service.namespace"])
        let spans = try #require((resource["scopeSpans"] as? [[String: Any]])?.first?["spans"] as? [[String: Any]])
        #expect(spans.count == 2)
        let first = try #require(spans.first)
        #expect(first["traceId"] as? String == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(first["parentSpanId"] as? String == "00f067aa0ba902b7")
        #expect((first["spanId"] as? String)?.count == 16)
        #expect(first["name"] as? String == "POST /orders")
        #expect(first["kind"] as? Int == 2)
        #expect(first["startTimeUnixNano"] as? String == "1000000000")
        #expect(first["endTimeUnixNano"] as? String == "2000000000")
        let status = try #require(first["status"] as? [String: Any])
        #expect(status["code"] as? Int == 2)
        #expect(status["message"] as? String == "why")
        let attributes = try #require(first["attributes"] as? [[String: Any]])
        let values = Dictionary(
            uniqueKeysWithValues: attributes.map { ($0["key"] as? String ?? "", $0["value"] as? [String: Any]) })
        #expect(values["http.route"]??["stringValue"] as? String == "/orders")
        #expect(values["http.response.status_code"]??["intValue"] as? String == "201")
        #expect(values["ok"]??["boolValue"] as? Bool == true)
        let event = try #require((first["events"] as? [[String: Any]])?.first)
        #expect(event["timeUnixNano"] as? String == "1500000000")
        #expect(spans.last?["parentSpanId"] == nil)
    }
}

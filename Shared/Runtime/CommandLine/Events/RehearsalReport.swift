internal import Delivery
internal import Eventing

/// What a dry run predicts.
struct RehearsalReport: Record {
    var plan: Int64
    /// How many events would be settled.
    var successes: Int64
    /// How many would fail, or be held back by one that does.
    var failures: Int64
    /// What the service would tell, by type.
    var told: [ToldCount]
    /// What would become of each event.
    var predictions: LongList<Replay.Prediction>

    init(plan: Int64, predictions: [Replay.Prediction]) {
        self.plan = plan
        failures = Int64(predictions.count { $0.outcome == .failed || $0.outcome == .held })
        successes = Int64(predictions.count) - failures
        let types = predictions.reduce(into: [String: Int64]()) { counts, prediction in
            for type in prediction.told { counts[type, default: 0] += 1 }
        }
        told = types.sorted { $0.key < $1.key }.map { ToldCount(type: $0.key, events: $0.value) }
        self.predictions = LongList(predictions)
    }

    init(_ fields: inout some FieldCoder, _ report: RehearsalReport?) throws(EventFault) {
        plan = try fields.field("plan", report?.plan)
        successes = try fields.field("successes", report?.successes)
        failures = try fields.field("failures", report?.failures)
        told = try fields.field("told", report?.told)
        predictions = try fields.field("predictions", report?.predictions)
    }

    /// For people: each event, what would be told, and the count.
    var words: String {
        var table = Table("event", "would be", "would tell, or fail by")
        for prediction in predictions.elements.prefix(100) {
            table.add(
                "\(prediction.event)", prediction.outcome.rawValue,
                prediction.error?.firstLine ?? prediction.told.map(\.asShortEventType).joined(separator: ", "))
        }
        var lines = ["\(table)"]
        let rest = predictions.elements.count - 100
        if rest > 0 { lines.append("and \(rest) more, which --json lists") }
        lines.append("plan \(plan): \(successes) would be settled, \(failures) would fail or be held back")
        lines += told.map { "would tell \($0.events) of \($0.type)" }
        return lines.joined(separator: "\n")
    }

    /// How many events of a type would be told.
    struct ToldCount: Record {
        var type: String
        var events: Int64

        init(type: String, events: Int64) {
            self.type = type
            self.events = events
        }

        init(_ fields: inout some FieldCoder, _ count: ToldCount?) throws(EventFault) {
            type = try fields.field("type", count?.type)
            events = try fields.field("events", count?.events)
        }
    }
}

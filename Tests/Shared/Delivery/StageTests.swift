import Eventing
import Seeds
import Testing
import Vocabulary

@testable import Delivery

private func event(_ type: String, of subject: String, _ version: Int32, aggregate: String = "order") -> EventEnvelope {
    EventEnvelope(
        id: .make(), source: EventSource("orders", aggregate), type: type, subject: subject, subjectVersion: version,
        time: .example(), data: Array("{}".utf8))
}

private func summary(_ stages: [Stage]) -> [String] {
    stages.map { stage in
        "\(stage.type): " + stage.events.map { "\($0.subject)\($0.subjectVersion)" }.joined(separator: " ")
    }
}

@Suite("A batch is divided into stages")
struct StageTests {
    @Test("one for each type, when each subject has its facts in the same order")
    func fewest() {
        let events = [
            event("placed", of: "a", 1), event("placed", of: "b", 1), event("confirmed", of: "a", 2),
            event("placed", of: "c", 1), event("confirmed", of: "b", 2),
        ]
        #expect(summary(Stage.divide(events)) == ["placed: a1 b1 c1", "confirmed: a2 b2"])
    }

    @Test("so that no subject's facts change places")
    func ordered() {
        let events = [
            event("confirmed", of: "a", 1), event("placed", of: "b", 1), event("placed", of: "a", 2),
            event("confirmed", of: "b", 2), event("confirmed", of: "a", 3),
        ]
        #expect(
            summary(Stage.divide(events)) == ["confirmed: a1", "placed: b1 a2", "confirmed: b2 a3"])
    }

    @Test("where subjects of two sources are two subjects, though of one name")
    func sources() {
        let events = [event("x", of: "a", 1), event("y", of: "a", 1, aggregate: "claim"), event("x", of: "a", 2)]
        #expect(summary(Stage.divide(events)) == ["x: a1 a2", "y: a1"])
    }

    @Test("and random batches keep every event and every subject's order")
    func random() {
        for seed in UInt64(1)...200 {
            var generator = SplitMix64(seed: seed)
            var versions: [String: Int32] = [:]
            let events = (0..<40).map { _ in
                let subject = ["a", "b", "c", "d"].randomElement(using: &generator) ?? "a"
                versions[subject, default: 0] += 1
                let type = ["x", "y", "z"].randomElement(using: &generator) ?? "x"
                return event(type, of: subject, versions[subject] ?? 1)
            }
            let stages = Stage.divide(events)
            let flat = stages.flatMap(\.events)
            #expect(Set(flat.map(\.id)) == Set(events.map(\.id)), "seed \(seed)")
            #expect(flat.count == events.count, "seed \(seed)")
            #expect(stages.allSatisfy { stage in stage.events.allSatisfy { $0.type == stage.type } }, "seed \(seed)")
            for subject in versions.keys {
                let seen = flat.filter { $0.subject == subject }.map(\.subjectVersion)
                #expect(seen == seen.sorted(), "seed \(seed)")
            }
        }
    }
}

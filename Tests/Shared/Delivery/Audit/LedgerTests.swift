import Eventing
import Postgres
import Runtime
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("The loss ledger", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(2)))
struct LedgerTests {
    private let subjects = (0..<10).map { "s\($0)" }

    /// A road on which all was heard that was told.
    private func withHeard(_ body: (Road) async throws -> Void) async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(subjects, times: 3)
                _ = try await road.heard(atLeast: 30)
            }
            try await body(road)
        }
    }

    @Test("is green, and names nothing, when everyone heard what was told", arguments: [DeliveryCount.Scope.new, .all])
    func green(scope: DeliveryCount.Scope) async throws {
        try await withHeard { road in
            let verdict = try await road.compare(scope)
            #expect(verdict.isOK && verdict.isSettled)
            #expect(verdict.events == [] && verdict.faults == [])
            #expect(verdict.roads.map(\.told) == [30] && verdict.roads.map(\.heard) == [30])
        }
    }

    @Test("names an event that is gone from an inbox, one that nobody told, and one that says something else")
    func damagedInbox() async throws {
        try await withHeard { road in
            let told = try await road.told(of: "s3")
            let stranger = UUIDv7.make()
            try await road.hearerPool.execute("DELETE FROM inbox WHERE id = \(told[1])")
            try await road.hearerPool.execute("UPDATE inbox SET digest = digest + 1 WHERE id = \(told[2])")
            try await road.hearerPool.execute(
                """
                INSERT INTO inbox (day, id, source, digest)
                VALUES (\(Day(of: .wallTime())), \(stranger), \(Road.source), 7)
                """)
            let verdict = try await road.compare()
            #expect(!verdict.isOK)
            #expect(verdict.fates == [told[1]: .missing, told[2]: .altered, stranger: .extra])
            #expect(verdict.requests == [])
        }
    }

    @Test("finds by a full audit what was damaged after it had been counted, and names it")
    func damagedLater() async throws {
        try await withHeard { road in
            try await road.countAll()
            let told = try await road.told(of: "s3")
            try await road.hearerPool.execute("DELETE FROM inbox WHERE id = \(told[0])")
            try await road.damageLog("DELETE FROM event_log WHERE id = \(told[1])")
            let unaware = try await (road.auditTeller(), road.auditHearer())
            #expect(unaware.0.isOK && unaware.1.isOK)
            let (teller, hearer) = try await (road.auditTeller(.all), road.auditHearer(.all))
            #expect(teller.breaches.count == 2)
            #expect(teller.breaches.first?.hasSuffix(": 30 were counted, 29 are there") == true)
            #expect(
                teller.breaches.last
                    == "versions have no hole: note s3: 2 events are there, of versions 1 to 3, and 3 were counted")
            #expect(hearer.breaches.count == 1)
            #expect(hearer.breaches.first?.hasSuffix(": 30 were counted, 29 are there") == true)
            let verdict = try await road.compare(.all)
            #expect(verdict.fates == [told[0]: .missing, told[1]: .extra])
        }
    }

    @Test("finds by a full audit an event that was altered after it had been counted")
    func alteredLater() async throws {
        try await withHeard { road in
            try await road.countAll()
            let told = try await road.told(of: "s3")
            try await road.damageLog("UPDATE event_log SET digest = digest + 1 WHERE id = \(told[1])")
            #expect(try await road.auditTeller().isOK)
            let breaches = try await road.auditTeller(.all).breaches
            #expect(breaches.count == 1)
            #expect(breaches.first?.hasSuffix(": one of 30 is not what it was") == true)
            #expect(try await road.compare(.all).fates == [told[1]: .altered])
        }
    }

    @Test("is not satisfied when a row is gone from both sides, of which one had counted it")
    func damagedAlike() async throws {
        try await withHeard { road in
            let isCounted = try await eventually { try await road.auditTeller().eventsRead == 0 }
            #expect(isCounted)
            let id = try await road.told(of: "s3")[1]
            try await road.damageLog("DELETE FROM event_log WHERE id = \(id)")
            try await road.hearerPool.execute("DELETE FROM inbox WHERE id = \(id)")
            let verdict = try await road.compare()
            #expect(verdict.events == [] && !verdict.isOK)
            #expect(verdict.faults.count == 1)
            #expect(verdict.faults.first?.contains("tests has counted 30 events, and 29 are there") == true)
        }
    }

    @Test(
        "names a subject with a hole that came about before the audit, wherever it is",
        arguments: [Int32(1), 2, 3], [false, true])
    func hole(version: Int32, isPartlyCounted: Bool) async throws {
        try await Road.with { road in
            try await road.tell(["a", "b"])
            // What is counted already is not looked at again, so its last version cannot be compared with the next.
            if isPartlyCounted { try await road.countAll() }
            if isPartlyCounted && version == 1 { return }
            try await road.tell(["a", "b"], times: 2)
            try await road.damageLog("DELETE FROM event_log WHERE subject = 'a' AND subject_version = \(version)")
            let named = try await road.auditTeller().checks.filter { !$0.breaches.isEmpty }
            #expect(named.map(\.name) == ["versions have no hole"])
            #expect(named.first?.breaches.count == 1)
            #expect(named.first?.breaches.first?.hasPrefix("note a: 2 events are there") == true)
        }
    }

    @Test("names a subject of which nothing is left, and one that was told beside the count")
    func wholeSubject() async throws {
        try await Road.with { road in
            try await road.tell(["a", "b"])
            try await road.damageLog("DELETE FROM event_log WHERE subject = 'a'")
            try await road.tellerPool.execute("DELETE FROM event_subject WHERE subject = 'b'")
            let breaches = try await road.auditTeller().breaches
            #expect(
                breaches == [
                    "versions have no hole: note a: no event is there, and 1 were counted",
                    "versions have no hole: note b: 1 events are there, of versions 1 to 1, and none was counted",
                ])
        }
    }

    @Test("tells an event on its way from a lost one: by the relay's cursor, by the queues, and by a later look")
    func onItsWay() async throws {
        try await Road.with { road in
            try await road.tell(["a"])
            let id = try await road.told(of: "a")[0]
            let waiting = try await road.compare()
            #expect(waiting.fates == [id: .waiting] && waiting.isOK && !waiting.isSettled)

            try await road.leading { relay in
                #expect(await eventually { relay.currentStatus.published == 1 })
                let hasLeft = try await eventually {
                    try await RelayBacklog.measure(in: road.tellerPool) == .none
                }
                #expect(hasLeft)
            }
            // Where the queues hold something, or cannot be seen, the event may be among that.
            for queued in [Int64(1), nil] {
                let verdict = try await road.compare(queued: queued)
                #expect(verdict.fates == [id: .queued] && verdict.isOK && !verdict.isSettled)
            }
            // In none of the queues, it may be in the hands of the listener, but not for long.
            let soon = try await road.compare(after: .milliseconds(0))
            #expect(soon.fates == [id: .undecided] && !soon.isOK && soon.requests.map(\.side) == [.heard])
            let late = try await road.compare()
            #expect(late.fates == [id: .missing] && !late.isOK)
        }
    }

    @Test("calls a parked event parked, and not lost")
    func parked() async throws {
        try await Road.with { road in
            try await road.running {
                try await road.tell(["a"])
                _ = try await road.heard(atLeast: 1)
            }
            let id = try await road.told(of: "a")[0]
            let digest = try await digest(of: id, on: road)
            try await road.hearerPool.execute("DELETE FROM inbox")
            try await road.hearerPool.execute(
                """
                INSERT INTO parked_events (
                    id, source, subject, subject_version, type, told_at, queue, content, digest, cause, error, attempts,
                    parked_at)
                VALUES (
                    \(id), \(Road.source), 'a', 1, 't', now(), 'q', '', \(digest), 'gap', 'x', 0,
                    now() - interval '2 minutes')
                """)
            let verdict = try await road.compare()
            #expect(verdict.fates == [id: .parked])
            #expect(!verdict.isOK && verdict.services.flatMap(\.breaches) == ["nothing is parked: 1: t of a: x"])
            // What has just arrived too early is held until the one before it comes.
            try await road.hearerPool.execute("UPDATE parked_events SET parked_at = now()")
            let early = try await road.compare()
            #expect(early.isOK && early.fates == [id: .parked])
        }
    }

    private func digest(of id: UUIDv7, on road: Road) async throws -> Int64 {
        try await road.tellerPool.query("SELECT digest FROM event_log WHERE id = \(id)").decode(Int64.self)[0]
    }

    @Test("does not cry wolf while events are told and heard")
    func underLoad() async throws {
        try await Road.with { road in
            try await road.running {
                async let told: Void = road.tell(subjects, times: 100)
                var looksAtMotion = 0
                while try await road.heard().values.reduce(0, { $0 + $1.count }) < 1000 {
                    let verdict = try await road.compare(after: .milliseconds(0))
                    let (isOK, fates) = (verdict.isOK, Set(verdict.events.map(\.fate)))
                    #expect(isOK, "\(fates)")
                    if !verdict.isSettled { looksAtMotion += 1 }
                }
                try await told
                #expect(looksAtMotion > 0, "some are on their way when the two are compared")
            }
            let verdict = try await road.compare()
            #expect(verdict.isSettled && verdict.roads.map(\.heard) == [1000])
        }
    }
}

import Eventing
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery
@testable import Runtime

@Suite(
    "Who begins to listen when the first days were dropped", .enabled(if: LiveServers.arePresent),
    .timeLimit(.minutes(2)))
struct LateListenerTests {
    private let subjects = (0..<20).map { "s\($0)" }

    @Test("begins with what is kept of them, goes on through the log, and hands over to what is told meanwhile")
    func fromSnapshot() async throws {
        try await Road.with { road in
            try await road.tellLongAgo(subjects)
            try await road.dropDays(.compact)
            try await road.relayingUnheard { try await road.tell(subjects) }
            try await road.declare()
            try await road.refilling {
                let more = try await road.tellingAgain(subjects, maximumAhead: 1000) {
                    let order = try await road.order()
                    #expect(try await road.isFinished(order))
                }
                let last = Int32(10 + more.rounds)
                // 6 is the last of its type that was dropped, and 7 the last of another, which has no handler.
                let versions = [6] + Array(8...last)
                let heard = try await road.heard(atLeast: versions.count * subjects.count)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, versions) }))
                #expect(try await road.hasNoGap())
                #expect(try await road.lastsHeard() == Dictionary(uniqueKeysWithValues: subjects.map { ($0, last) }))
            }
            #expect(try await road.parked() == [])
            // Of each the versions 2 to 5.
            #expect(try await road.auditHearer().passedOver.map(\.events) == [80])
            let verdict = try await road.compare()
            #expect(verdict.isSettled, "\(VerdictPage(verdict))")
        }
    }

    @Test("is given what is kept without a gap, each version behind what it supersedes")
    func inOrder() async throws {
        try await Road.with { road in
            try await road.tellLongAgo(subjects)
            try await road.dropDays(.compact)
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    try await road.settle()
                    let request = RefillRequest(id: .make(), logOf: Noted.type.source, partition: nil, since: nil)
                    try await refills.ask(request)
                    let heard = try await refills.heardUntilFinished(request.id)
                    #expect(heard.versions == Dictionary(uniqueKeysWithValues: subjects.map { ($0, [1, 6, 7, 8, 9]) }))
                    let gone = await refills.news.flatMap(\.gone)
                    #expect(Set(gone.map(\.cause)) == [.superseded])
                    #expect(Set(gone.map { "\($0.versions.from)-\($0.versions.to)" }) == ["2-5"])
                    let asked = RefillRequest(
                        of: Noted.type.source, versions: [MissingVersions(of: "s3", from: 2, to: 8)])
                    try await refills.ask(asked)
                    #expect(try await refills.heard(events: 3).map(\.subjectVersion) == [6, 7, 8])
                }
            }
        }
    }

    @Test("who had heard some of them is led on to what holds")
    func ledOn() async throws {
        try await Road.with { road in
            try await road.tellLongAgo(subjects)
            try await road.dropDays(.compact)
            for subject in subjects {
                try await road.hearerPool.execute(
                    "INSERT INTO inbox_subject VALUES (\(Road.source), \(subject), 3)")
            }
            try await road.refilling {
                try await road.tell(subjects)
                let heard = try await road.heard(atLeast: 4 * subjects.count)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, [6, 8, 9, 10]) }))
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.unfillable() == [])
        }
    }

    @Test("and nothing is kept of them is told how much that was, so that it is not missed")
    func fromLog() async throws {
        try await Road.with { road in
            try await road.tellLongAgo(["ended"], dropping: 9)
            try await road.tellLongAgo(subjects)
            try await road.dropDays(.delete)
            try await road.relayingUnheard { try await road.tell(subjects) }
            try await road.refilling {
                let order = try await road.order()
                #expect(try await road.isFinished(order))
                try await road.tell(subjects)
                let heard = try await road.heard(atLeast: 4 * subjects.count)
                #expect(heard == Dictionary(uniqueKeysWithValues: subjects.map { ($0, [8, 9, 10, 11]) }))
                #expect(try await road.hasNoGap())
            }
            #expect(try await road.auditHearer().passedOver.map(\.events) == [Int64(9 + 7 * subjects.count)])
            let verdict = try await road.compare()
            #expect(verdict.isSettled, "\(VerdictPage(verdict))")
            #expect(try await road.auditTeller(.all).breaches == [])
        }
    }
}

extension Road {
    /// Has the teller tell nine versions of each subject, a day each, the first of them more than 400 days ago, and has them
    /// relayed while nobody listened. The first and the seventh are of types of their own.
    /// - Parameter dropped: how many of them are older than 400 days.
    fileprivate func tellLongAgo(_ subjects: [String], dropping dropped: Int32 = 7) async throws {
        for version in Int32(1)...9 {
            let day = Day(of: .wallTime()) - 400 - dropped + version - 1
            try await makeDay(day)
            for subject in subjects {
                let type = [1: "tests.note.opened", 7: "tests.note.closed"][version] ?? Noted.type.name
                let id = UUIDv7.make(at: day.start + .hours(12))
                let event = try event(subject, version, id: id)
                try await tellerPool.execute(
                    """
                    INSERT INTO event_log (
                        day, xid, id, aggregate, partition, subject, subject_version, type, logged_at, data, digest)
                    VALUES (
                        \(day), '3', \(id), 'note', \(Int16(partitioning.partition(of: subject))), \(subject), \(version),
                        \(type), \(id.instant), \(UTF8Text(event.data)), \(Int64(bitPattern: event.digest)))
                    """)
            }
        }
        try await tellerPool.execute(
            "INSERT INTO event_subject (aggregate, subject, version) SELECT 'note', unnest(\(subjects)), 9")
        try await tellerPool.execute(
            "UPDATE event_cursor SET reached_xid = '4', since = \(Day(of: .wallTime()) - 2)")
    }

    private func makeDay(_ day: Day) async throws {
        try await tellerPool.execute(
            """
            CREATE TABLE IF NOT EXISTS \(identifier: "event_log_\(day.description.filter { $0 != "-" })")
            PARTITION OF event_log
            FOR VALUES FROM ('\(unescaped: day.description)') TO ('\(unescaped: (day + 1).description)')
            """)
    }

    /// Drops the days of more than 400 days ago.
    fileprivate func dropDays(_ cleanup: Publication.Cleanup) async throws {
        try await DayPartitions.drop(
            keepingLogFor: 400, publications: [Publication(Noted.type.source, to: ["hearer"], cleanup: cleanup)],
            in: tellerPool)
    }

    /// The last version that the hearer has passed on of each subject.
    fileprivate func lastsHeard() async throws -> [String: Int32] {
        Dictionary(
            uniqueKeysWithValues: try await hearerPool.query("SELECT subject, version FROM inbox_subject").decode(
                String.self, Int32.self))
    }
}

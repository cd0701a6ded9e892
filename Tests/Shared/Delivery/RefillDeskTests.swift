import AMQP
import Eventing
import Logging
import Postgres
import Testing
import TestSupport
import Vocabulary

@testable import Delivery

@Suite("The refill desk", .enabled(if: LiveServers.arePresent), .timeLimit(.minutes(4)))
struct RefillDeskTests {
    private let subjects = (0..<20).map { "s\($0)" }

    @Test("tells again the versions asked for, in order, and no others")
    func versions() async throws {
        try await Road.with { road in
            try await road.tell(subjects, times: 10)
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    try await refills.ask(
                        RefillRequest(
                            of: Noted.type.source,
                            versions: [
                                MissingVersions(of: "s3", from: 2, to: 4), MissingVersions(of: "s1", from: 10, to: 12),
                            ]))
                    let heard = try await refills.heard(events: 4)
                    #expect(heard.map(\.subject) == ["s3", "s3", "s3", "s1"])
                    #expect(heard.map(\.subjectVersion) == [2, 3, 4, 10])
                }
            }
        }
    }

    @Test("tells the whole log again, each subject's in order, and says when that was all")
    func log() async throws {
        try await Road.with { road in
            try await road.tell(subjects, times: 60)
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    try await road.settle()
                    let request = RefillRequest(id: .make(), logOf: Noted.type.source, partition: nil, since: nil)
                    try await refills.ask(request)
                    let heard = try await refills.heardUntilFinished(request.id)
                    #expect(heard.versions == Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...60)) }))
                    #expect(heard.progress.map(\.sent) == [500, 1000, 1200, 1200])
                    #expect(heard.progress.map(\.isFinished) == [false, false, false, true])
                }
            }
        }
    }

    @Test("tells again one partition, or what was told since a time, when that is asked for")
    func part() async throws {
        try await Road.with { road in
            try await road.tell(subjects, times: 2)
            let since = try await road.tellerPool.query("SELECT max(logged_at) FROM event_log").decode(Instant.self)[0]
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    try await road.settle()
                    let partition = RefillRequest(id: .make(), logOf: Noted.type.source, partition: 1, since: nil)
                    try await refills.ask(partition)
                    let first = try await refills.heardUntilFinished(partition.id)
                    let expected = subjects.filter { road.partitioning.partition(of: $0) == 1 }
                    #expect(first.versions == Dictionary(uniqueKeysWithValues: expected.map { ($0, [1, 2]) }))
                    try await road.tell(["late"])
                    try await road.settle()
                    let recent = RefillRequest(
                        id: .make(), logOf: Noted.type.source, partition: nil, since: since + .milliseconds(1))
                    try await refills.ask(recent)
                    let second = try await refills.heardUntilFinished(recent.id)
                    #expect(second.versions["late"] == [1])
                    #expect(second.versions["s0"] == nil || second.versions["s0"] == [2])
                }
            }
        }
    }

    @Test("goes on where it stood when it is killed in the middle of an answer")
    func killed() async throws {
        try await Road.with { road in
            try await road.tell(subjects, times: 100)
            try await RefillRoad.with(road) { refills in
                try await road.settle()
                let request = RefillRequest(id: .make(), logOf: Noted.type.source, partition: nil, since: nil)
                try await refills.answering(eventsPerSecond: 2000) { desk in
                    try await refills.ask(request)
                    let isHalfWay = try await eventually {
                        try await road.tellerPool.query("SELECT sent FROM refill_answer WHERE finished_at IS NULL")
                            .decode(Int64.self).contains { $0 >= 500 }
                    }
                    #expect(isHalfWay)
                    #expect(desk.currentStatus.events < 2000)
                }
                try await refills.answering { desk in
                    let heard = try await refills.heardUntilFinished(request.id)
                    #expect(heard.versions == Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...100)) }))
                    #expect(desk.currentStatus.requests == 0)
                    #expect(desk.currentStatus.events <= 1500)
                }
            }
        }
    }

    @Test("goes on when its session with the database and its connections to the broker are closed")
    func disconnected() async throws {
        try await Road.with { road in
            try await road.tell(subjects, times: 100)
            try await RefillRoad.with(road) { refills in
                try await refills.answering(eventsPerSecond: 2000) { desk in
                    try await road.settle()
                    let request = RefillRequest(id: .make(), logOf: Noted.type.source, partition: nil, since: nil)
                    try await refills.ask(request)
                    #expect(await eventually { desk.currentStatus.events >= 500 })
                    try await road.tellerPool.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()
                        """)
                    #expect(await eventually { !desk.currentStatus.isAnswering })
                    // The test's own two, the desk's publisher and its consumer.
                    #expect(try await eventually { try await road.virtualHost.closeConnections(of: 4) })
                    let heard = try await refills.heardUntilFinished(request.id)
                    #expect(heard.versions == Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...100)) }))
                }
            }
        }
    }

    @Test("goes on when the broker is killed in the middle of an answer and comes back")
    func brokerKilled() async throws {
        let broker = try await OwnServer(.rabbitmq, instance: "refill")
        try await Road.with(over: broker) { road in
            try await road.tell(subjects, times: 100)
            try await RefillRoad.with(road) { refills in
                try await refills.answering(eventsPerSecond: 1000) { desk in
                    try await road.settle()
                    let request = RefillRequest(id: .make(), logOf: Noted.type.source, partition: nil, since: nil)
                    try await refills.ask(request)
                    #expect(await eventually { desk.currentStatus.events >= 500 })
                    try await broker.kill()
                    try await broker.start()
                    let heard = try await refills.heardUntilFinished(request.id)
                    #expect(heard.versions == Dictionary(uniqueKeysWithValues: subjects.map { ($0, Array(1...100)) }))
                }
            }
        }
        try await broker.kill()
    }

    @Test("says what the log has no more, so that who asks can begin behind it")
    func dropped() async throws {
        try await Road.with { road in
            try await road.tell(["s"], times: 5)
            try await road.forget("s", through: 3)
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    let request = RefillRequest(
                        of: Noted.type.source, versions: [MissingVersions(of: "s", from: 1, to: 5)])
                    try await refills.ask(request)
                    let heard = try await refills.heard(events: 2)
                    #expect(heard.map(\.subjectVersion) == [4, 5])
                    let news = await refills.news
                    #expect(
                        news.map(\.gone) == [[GoneVersions(MissingVersions(of: "s", from: 1, to: 3), .dropped)]])
                }
            }
        }
    }

    @Test("answers nothing that is asked in another's name by a detour", arguments: Detour.allCases)
    func forged(by detour: Detour) async throws {
        try await Road.with { road in
            try await road.tell(["s"], times: 4)
            try await RefillRoad.with(road) { refills in
                // It must have a queue to arrive on before anybody answers.
                try await refills.answering { _ in }
                func request(_ versions: ClosedRange<Int32>) -> RefillRequest {
                    RefillRequest(
                        of: Noted.type.source,
                        versions: [MissingVersions(of: "s", from: versions.lowerBound, to: versions.upperBound)])
                }
                try await refills.forge(request(1...3), by: detour)
                let hasArrived = try await eventually {
                    try await road.waiting(on: road.tellerSubscription.requestQueue) == 1
                }
                #expect(hasArrived)
                try await refills.ask(request(4...4))
                try await refills.answering { desk in
                    let heard = try await refills.heard(events: 1)
                    #expect(heard.map(\.subjectVersion) == [4])
                    #expect(desk.currentStatus.requests == 1)
                }
            }
        }
    }

    @Test("refuses one whom the publication does not name, and says so")
    func refused() async throws {
        try await Road.with { road in
            try await road.mutter()
            try await RefillRoad.with(road) { refills in
                try await refills.answering { _ in
                    let request = RefillRequest(id: .make(), logOf: Muttered.type.source, partition: nil, since: nil)
                    try await refills.ask(request)
                    #expect(
                        try await refills.refusal(of: request.id)
                            == "/throughtrain/tests/murmur is not told to hearer; its publication's audience says to whom"
                    )
                }
            }
        }
    }
}

import Eventing
import LivestreamDomain
import LivestreamEvents
import LivestreamService
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Audience", .enabled(if: LiveServers.arePresent))
struct AudienceTests {
    @Test("Sessions are counted once each, the peak by who was there at the same time, and told at the end")
    func counted() async throws {
        try await Studio.with { studio in
            let episode = try await studio.start(studio.schedule())
            // Among chosen ones no two fall into one register, as one time in forty they would.
            let sessions = try "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345".map {
                try #require(Token(String($0) + String(repeating: "A", count: 25)))
            }
            // 20 together; when they have gone 15, five of whom were there before.
            for session in sessions[..<20] { try await studio.watch(episode, session) }
            for session in sessions[15...] { try await studio.watch(episode, session, at: Studio.start + .minutes(10)) }
            let ended = try await studio.end(episode)
            let told = try #require(try await studio.schema.told(AudienceCounted.self).first)
            #expect(told.uniqueEstimate == 30)
            #expect(told.peak == 20)
            #expect(told.asOf == Studio.end)
            #expect(HyperLogLog(registers: told.registers.bytes)?.estimate == 30)
            #expect(ended.audience?.uniqueEstimate == 30)
            #expect(ended.audience?.peak == 20)
        }
    }

    @Test("Signs within a minute of each other are one visit; after a longer silence another begins")
    func visits() async throws {
        try await Studio.with { studio in
            let episode = try await studio.start(studio.schedule())
            let session = Token.make()
            for seconds: Int64 in [0, 50, 100, 161] {
                try await studio.watch(episode, session, at: Studio.start + .seconds(seconds))
            }
            let visits: [String] = try await studio.rows(
                "SELECT extract(epoch FROM last_seen_at - joined_at)::int::text FROM episode_view ORDER BY joined_at")
            #expect(visits == ["100", "0"])
            _ = try await studio.end(episode)
            #expect(try await studio.schema.told(AudienceCounted.self).map(\.peak) == [1])
        }
    }

    @Test("An episode without a viewer is told as such")
    func emptyHall() async throws {
        try await Studio.with { studio in
            _ = try await studio.end(studio.start(studio.schedule()))
            let told = try #require(try await studio.schema.told(AudienceCounted.self).first)
            #expect([told.uniqueEstimate, told.peak] == [0, 0])
        }
    }

    @Test("Only what is live can be watched")
    func onlyLive() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let scheduled = await #expect(throws: Problem.self) { try await studio.watch(episode, .make()) }
            #expect(scheduled?.status == 409)
            #expect(scheduled?.field == "episode_id")
            _ = try await studio.end(studio.start(episode))
            await #expect(throws: Problem.self) { try await studio.watch(episode, .make()) }
        }
    }
}

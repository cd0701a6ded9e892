import Delivery
import LivestreamService
import Postgres
import Runtime
import TestSupport
import Testing
import Vocabulary

@Suite("Whose an episode is", .enabled(if: LiveServers.arePresent))
struct OwnEpisodesTests {
    /// Expects that a command is refused as one about something out of scope.
    private func expectRefusal<Value>(
        _ studio: Studio, by presenter: UUIDv7, at now: Instant = Studio.start, _ what: String,
        _ command: (LivestreamService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async {
        let refusal = await #expect(throws: Problem.self, "\(what)") {
            _ = try await act(studio, by: presenter, at: now, command)
        }
        #expect(refusal?.status == 403 && refusal?.code == "out-of-scope", "\(what)")
    }

    private func act<Value>(
        _ studio: Studio, by presenter: UUIDv7, at now: Instant = Studio.start,
        _ command: (LivestreamService, CommandContext, PostgresTransaction) async throws -> Told<Value>
    ) async throws -> Value {
        let context = CommandContext(by: Caller("\(presenter)", as: .presenter), now: now)
        return try await studio.schema.workbench.perform { try await command(studio.schema.service, context, $0) }
    }

    @Test("a presenter commands the episodes that name them, and those of others not at all")
    func ownOnly() async throws {
        try await Studio.with { studio in
            let episode = try await studio.schedule()
            let own = try #require(episode.presenters.first)
            let stranger = try await studio.registerPresenter()
            let offer = try await studio.ready(in: episode)
            let id = episode.episodeID
            await expectRefusal(studio, by: stranger, "cancel") { try await $0.cancelEpisode(id, $1, in: $2) }
            await expectRefusal(studio, by: stranger, "reschedule") {
                try await $0.rescheduleEpisode(
                    id, RescheduleRequest(startsAt: Studio.start, endsAt: Studio.end, alleviationDay: nil), $1, in: $2)
            }
            await expectRefusal(studio, by: stranger, "start, in another's name") {
                try await $0.startEpisode(id, StartRequest(presenterID: own), $1, in: $2)
            }
            await expectRefusal(studio, by: stranger, "start") {
                try await $0.startEpisode(id, StartRequest(presenterID: stranger), $1, in: $2)
            }
            await expectRefusal(studio, by: stranger, "stream") {
                try await $0.followStream(of: id, StreamReport(isRunning: true), $1, in: $2)
            }
            await expectRefusal(studio, by: stranger, "end") { try await $0.endEpisode(id, $1, in: $2) }
            await expectRefusal(studio, by: stranger, "record") {
                try await $0.attachRecording(to: id, RecordingRequest(mediaKey: "a", durationMs: 1), $1, in: $2)
            }
            let request = OfferRequest(
                listingID: studio.listing, price: Price(780, .per500g), allotment: .grams(1000), perBuyer: nil,
                opensAt: Studio.start, closesAt: Studio.end)
            await expectRefusal(studio, by: stranger, "propose") {
                try await $0.proposeOffer(in: id, request, $1, in: $2)
            }
            await expectRefusal(studio, by: stranger, "close") { try await $0.closeOffer(offer.offerID, $1, in: $2) }

            let live = try await act(studio, by: own) {
                try await $0.startEpisode(id, StartRequest(presenterID: own), $1, in: $2)
            }
            #expect(live.state == "live")
            let closed = try await act(studio, by: own) { try await $0.closeOffer(offer.offerID, $1, in: $2) }
            #expect(closed.state == "closed")
            let ended = try await act(studio, by: own, at: Studio.end) { try await $0.endEpisode(id, $1, in: $2) }
            #expect(ended.state == "ended")
        }
    }

    @Test("a presenter schedules episodes that they present themselves")
    func scheduling() async throws {
        try await Studio.with { studio in
            let programme = try await studio.openProgramme()
            let (own, other) = (try await studio.registerPresenter(), try await studio.registerPresenter())
            func schedule(_ presenters: [UUIDv7]) throws -> EpisodeRequest {
                EpisodeRequest(
                    programmeID: programme, number: nil, county: try #require(DivisionCode("522728")),
                    presenters: presenters, alleviationDay: nil, startsAt: Studio.start, endsAt: Studio.end)
            }
            let foreign = try schedule([other])
            await expectRefusal(studio, by: own, at: Studio.morning, "schedule") {
                try await $0.scheduleEpisode(foreign, $1, in: $2)
            }
            let shared = try schedule([other, own])
            let scheduled = try await act(studio, by: own, at: Studio.morning) {
                try await $0.scheduleEpisode(shared, $1, in: $2)
            }
            #expect(scheduled.presenters == [other, own])
        }
    }
}

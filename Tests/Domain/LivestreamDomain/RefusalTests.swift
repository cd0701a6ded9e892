import LivestreamDomain
import Testing
import Vocabulary

@Suite("Refusals")
struct RefusalTests {
    @Test("name their rule in kebab-case and tell a person what to do")
    func codesAndDescriptions() throws {
        let (now, day, county) = (try Sample.start(), try Sample.day("2019-07-07"), try Sample.county())
        let (id, period) = (Sample.id(1), try Sample.period())
        let programme: [ProgrammeRefusal] = [.alreadyClosed, .episodesPending(1)]
        let presenter: [PresenterRefusal] = [.nameMissing, .alreadyRetired, .engaged(episodeID: id)]
        let episode: [EpisodeRefusal] = [
            .notInState(.start, .ended), .numberNotPositive(0), .notACounty(county), .endsBeforeItStarts,
            .startsInThePast, .outsideAlleviationDay(day), .programmeClosed, .noPresenter, .presenterNamedTwice(id),
            .presenterRetired(id), .presenterEngaged(id, episodeID: id), .slotsPending(1), .tooEarly(from: now),
            .tooLate(since: now), .notItsPresenter(id), .notDue(until: now), .streamRunning, .recordingKnown(id),
        ]
        let slot: [OfferSlotRefusal] = [
            .notInState(.open, .closed), .episodeOver(.ended), .windowEndsBeforeItStarts, .windowOutsideEpisode(period),
            .windowOver(now), .windowNotBegun(now), .allotmentNotPositive, .perBuyerOutOfRange, .otherUnit(.grams),
            .otherPriceBasis(.per500g), .belowFloor(Sample.floor), .listingWithdrawn(id), .episodeNotLive(.scheduled),
            .setAsideAboveAllotment(.grams(1)), .notDue(until: now),
        ]
        let alleviationDay: [AlleviationDayRefusal] = [
            .notTheSeventh(day), .notDue(until: now), .saleOfAnotherDay(orderID: id),
        ]
        let traffic: [TrafficRefusal] = [.notBeneficiary, .noPolicy(day), .notEarned(missing: 1)]
        check(programme)
        check(presenter)
        check(episode)
        check(slot)
        check(alleviationDay)
        check(traffic)
    }

    private func check(_ refusals: [some Refusal]) {
        #expect(Set(refusals.map(\.code)).count == refusals.count)
        for refusal in refusals {
            #expect(refusal.code.split(separator: "-", omittingEmptySubsequences: false).allSatisfy(isWord))
            #expect(refusal.description.hasSuffix("."))
            #expect(refusal.description.contains("; "), "\(refusal.code)")
        }
    }

    private func isWord(_ part: Substring) -> Bool {
        !part.isEmpty && part.allSatisfy { ("a"..."z").contains($0) }
    }
}

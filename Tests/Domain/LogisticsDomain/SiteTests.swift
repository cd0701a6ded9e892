import LogisticsDomain
import Testing
import Vocabulary

@Suite("A site")
struct SiteTests {
    private let profile = ConsignmentSample.site(
        2, kind: .station, roles: [.collection], hub: ConsignmentSample.hub
    ).profile

    @Test("opens, changes and closes, and does nothing after that")
    func states() throws {
        var (site, facts) = try Site.open(profile, id: Sample.id(2))
        #expect(facts == [.opened])
        var other = profile
        other.roles.insert(.pickUp)
        #expect(!site.serves(as: .pickUp))
        #expect(try site.change(to: other) == [.changed])
        #expect(site.serves(as: .pickUp))
        #expect(try site.close() == [.closed])
        #expect(!site.serves(as: .pickUp))
        #expect(throws: SiteRefusal.notInState(.closed)) { try site.close() }
        #expect(throws: SiteRefusal.notInState(.closed)) { try site.change(to: other) }
    }

    @Test("is refused by the name of the rule that its description breaks")
    func refusals() {
        func refusal(_ change: (inout SiteProfile) -> Void) -> SiteRefusal? {
            var changed = profile
            change(&changed)
            do throws(SiteRefusal) {
                _ = try Site.open(changed, id: Sample.id(2))
                return nil
            } catch {
                return error
            }
        }
        let late = OpeningPeriod(weekday: 1, from: 600, to: 1441)
        let reversed = Band(minimum: 80, maximum: 20, allowedMinutes: 0)
        #expect(refusal { $0.township = Sample.county } == .townshipExpected(Sample.county))
        #expect(
            refusal { $0.village = Sample.code("522728102001") } == .villageElsewhere(Sample.code("522728102001")))
        #expect(refusal { $0.hubID = nil } == .hubMissing)
        #expect(refusal { $0.kind = .depot } == .hubUnexpected)
        #expect(refusal { $0.hours = OpeningHours([late]) } == .hoursOutOfRange(late))
        #expect(
            refusal {
                $0.hours = OpeningHours([
                    OpeningPeriod(weekday: 3, from: 600, to: 700), OpeningPeriod(weekday: 3, from: 480, to: 601),
                ])
            } == .hoursOverlap(weekday: 3))
        #expect(refusal { $0.bands = [reversed] } == .bandReversed(reversed))
        #expect(refusal { $0.village = Sample.code("522728101001") } == nil)
    }

    @Test("keeps its kind and county for good")
    func placeInNetwork() throws {
        var (site, _) = try Site.open(profile, id: Sample.id(2))
        var moved = profile
        moved.township = Sample.code("341321101")
        #expect(throws: SiteRefusal.placeInNetworkFixed) { try site.change(to: moved) }
    }

    @Test("keeps goods whose band its store lies within")
    func keeps() throws {
        let (site, _) = try Site.open(profile, id: Sample.id(2))
        #expect(site.keeps(Sample.chilled))
        #expect(site.keeps(nil))
        #expect(!site.keeps(Band(minimum: 20, maximum: 59, allowedMinutes: 0)))
        #expect(!site.keeps(Band(minimum: 21, maximum: 80, allowedMinutes: 0)))
    }
}

@Suite("Opening hours")
struct OpeningHoursTests {
    @Test("are cut to a span of time, day by day, in Asia/Shanghai")
    func windows() {
        // 7 July 2019 was a Sunday; the span is from 08:00 then to 08:00 on Tuesday.
        let hours = OpeningHours([
            OpeningPeriod(weekday: 7, from: 420, to: 720), OpeningPeriod(weekday: 1, from: 900, to: 960),
            OpeningPeriod(weekday: 1, from: 540, to: 600), OpeningPeriod(weekday: 3, from: 0, to: 1440),
        ])
        #expect(
            hours.windows(within: Sample.hours(0, 48)) == [
                Sample.hours(0, 4), Sample.hours(25, 26), Sample.hours(31, 32),
            ])
    }

    @Test("are one window over midnight where periods touch")
    func overMidnight() {
        #expect(OpeningHours.always.windows(within: Sample.hours(0, 60)) == [Sample.hours(0, 60)])
    }
}

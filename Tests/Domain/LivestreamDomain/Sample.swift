import LivestreamDomain
import Seeds
import Testing
import Vocabulary

/// The world that the tests begin in: an episode from Luodian on the alleviation day of July 2019, 20:00 to 22:00 there.
enum Sample {
    static func id(_ number: UInt64) -> UUIDv7 {
        UUIDv7(high: 0x016b_c2a0_0000_7000, low: 1 << 63 | number)
    }

    static func instant(_ text: String) throws -> Instant {
        try #require(Instant(text))
    }

    static func day(_ text: String) throws -> Day {
        try #require(Day(text))
    }

    static func county() throws -> DivisionCode {
        try #require(DivisionCode("522728"))
    }

    static func token(_ seed: UInt64) -> Token {
        var generator = SplitMix64(seed: seed)
        return Token.make(using: &generator)
    }

    static func start() throws -> Instant { try instant("2019-07-07T20:00:00+08:00") }
    static func end() throws -> Instant { try instant("2019-07-07T22:00:00+08:00") }
    static func before() throws -> Instant { try instant("2019-07-01T09:00:00+08:00") }

    static func period() throws -> Period {
        try #require(Period(from: start(), to: end()))
    }

    // MARK: - Aggregates

    static let programmeID = id(1)
    static let presenterID = id(2)
    static let episodeID = id(3)
    static let dayID = id(4)
    static let slotID = id(5)
    static let listingID = id(6)
    static let productID = id(7)

    static func programme(_ state: ProgrammeState = .open) throws -> Programme {
        let title = try #require(Title(chinese: "直通车", english: "Through Train"))
        return Programme(id: programmeID, title: title, state: state)
    }

    static func presenter(_ id: UUIDv7 = presenterID, _ state: PresenterState = .active) -> Presenter {
        Presenter(id: id, name: "Presenter", state: state)
    }

    static func alleviationDay(_ state: AlleviationDayState = .planned) throws -> AlleviationDay {
        AlleviationDay(id: dayID, day: try day("2019-07-07"), state: state, totals: DayTotals())
    }

    static func episode(
        _ state: EpisodeState = .scheduled,
        stream: Episode.Stream = .awaited
    ) throws -> Episode {
        Episode(
            id: episodeID, programmeID: programmeID, number: 1, county: try county(), presenterIDs: [presenterID],
            alleviationDayID: dayID, period: try period(), state: state, stream: stream, recordings: [])
    }

    static let floor = Price(480, .per500g)
    static let allotment = Quantity.grams(500_000)

    static func listing(isWithdrawn: Bool = false) -> KnownListing {
        KnownListing(id: listingID, productID: productID, floor: floor, isWithdrawn: isWithdrawn)
    }

    /// A slot from 20:30 to 21:00, all of whose allotment is set aside once it is ready.
    static func slot(_ state: OfferSlotState, id: UUIDv7 = slotID, stock: SlotStock? = nil) throws -> OfferSlot {
        let window = try #require(Period(from: start() + .minutes(30), to: start() + .minutes(60)))
        let setAside: Int64 = state == .asked || state == .refused ? 0 : allotment.amount
        return OfferSlot(
            id: id, episodeID: episodeID, listingID: listingID, productID: productID, price: floor,
            allotment: allotment, perBuyer: nil, window: window, state: state,
            stock: stock ?? SlotStock(setAside: setAside), registeredPermille: 0)
    }
}

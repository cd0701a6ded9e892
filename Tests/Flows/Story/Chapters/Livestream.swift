import Foundation
import Vocabulary

/// The evening of the alleviation day: a presenter, a programme, and one episode with an offer of each county.
///
/// What is offered is set aside in catalogue before the episode begins; it is on sale from its start to its end.
struct LivestreamChapter {
    let stage: Stage

    /// What is offered of a county.
    struct Goods: Sendable {
        /// The county's code.
        let county: String
        /// The listing in catalogue.
        let listing: String
        /// The price, as the command line takes it: `780/500g`.
        let price: String
        /// How much of it, as the command line takes it: `500000g`.
        let allotment: String

        init(_ brand: CatalogueChapter.Brand, listing: UUIDv7) {
            county = brand.county
            self.listing = listing.description
            price = "\(brand.price)/500g"
            allotment = "\(brand.allotment.amount)g"
        }
    }

    /// The episode, and its offers.
    struct Evening: Sendable {
        /// The episode.
        let episode: String
        /// Who presents it.
        let presenter: String
        /// The offers, by county.
        let offers: [String: String]
    }

    /// From when to when the episode is, in Asia/Shanghai.
    static let starts = "2019-07-07T20:00:00+08:00"
    static let ends = "2019-07-07T22:00:00+08:00"

    /// Announces the episode in the morning, and waits until all that it offers is set aside.
    func prepare(_ goods: [Goods]) async throws -> Evening {
        try await stage.setTime(Instant(of: "2019-07-07T10:00:00+08:00"))
        let programme = try await ask(Programme.self, "programme", "open", "爱心直通车", "Through Train")
        let presenter = try await ask(Presenter.self, "presenter", "register", "罗小橘")
        let episode = try await ask(
            Episode.self, "episode", "schedule", programme.id, "--county", "522728", "--presenter", presenter.id,
            "--starts", Self.starts, "--ends", Self.ends, "--day", "2019-07-07")
        var offers: [String: String] = [:]
        for item in goods {
            let offer = try await ask(
                Offer.self, "offer", "propose", episode.id, "--listing", item.listing, "--price", item.price,
                "--allotment", item.allotment, "--opens", Self.starts, "--closes", Self.ends)
            offers[item.county] = offer.id
        }
        try await waitUntilAll(of: episode.id, are: "ready")
        return Evening(episode: episode.id, presenter: presenter.id, offers: offers)
    }

    /// The presenter goes on the air at the episode's time, and all its offers open.
    func start(_ evening: Evening) async throws {
        try await stage.setTime(Instant(of: Self.starts))
        let started = try await ask(
            Episode.self, "episode", "start", evening.episode, "--presenter", evening.presenter)
        try expect(started.state == "live", "the episode is live, not \(started.state)")
        try await waitUntilAll(of: evening.episode, are: "open")
    }

    /// The episode leaves the air, its offers close, and its audience is counted.
    func end(_ evening: Evening) async throws {
        let ended = try await ask(Episode.self, "episode", "end", evening.episode)
        try expect(ended.state == "ended", "the episode has ended, not \(ended.state)")
        try expect(ended.audience != nil, "the audience was counted")
        try await waitUntilAll(of: evening.episode, are: "closed")
    }

    private func waitUntilAll(of episode: String, are state: String) async throws {
        try await stage.wait("all offers to be \(state)") {
            let offers = try await stage.ask(OfferList.self, "livestream", ["offer", "list", episode]).offers
            if let refused = offers.first(where: { $0.state == "refused" }) {
                throw StoryFault("catalogue set nothing aside for offer \(refused.id)")
            }
            return !offers.isEmpty && offers.allSatisfy { $0.state == state }
        }
    }
}

// MARK: - The command line

extension LivestreamChapter {
    private struct Programme: Decodable {
        let id: String
        enum CodingKeys: String, CodingKey { case id = "programme_id" }
    }

    private struct Presenter: Decodable {
        let id: String
        enum CodingKeys: String, CodingKey { case id = "presenter_id" }
    }

    private struct Episode: Decodable {
        struct Audience: Decodable {}
        let id: String
        let state: String
        let audience: Audience?
        enum CodingKeys: String, CodingKey { case id = "episode_id", state, audience }
    }

    private struct Offer: Decodable {
        let id: String
        let state: String
        enum CodingKeys: String, CodingKey { case id = "offer_id", state }
    }

    private struct OfferList: Decodable { let offers: [Offer] }

    /// Gives a command as the programme's editor, and reads its answer.
    private func ask<Answer: Decodable>(_ answer: Answer.Type, _ arguments: String...) async throws -> Answer {
        try await stage.ask(answer, "livestream", arguments + ["--actor", "chief.editor"])
    }
}

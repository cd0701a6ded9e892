import LoadRig

/// An evening with offers of little that everybody wants: an episode that is on the air, and an offer for each rush.
struct FlashOffers {
    let system: RigSystem

    /// An offer that is open.
    struct Offer: Sendable {
        let id: String
        let goods: MarketGoods.Listed
    }

    private static let starts = "2019-07-07T20:00:00+08:00"
    private static let ends = "2019-07-07T23:00:00+08:00"

    /// Announces the episode, has so many orders' worth of each product set aside, and goes on the air.
    func open(_ goods: [MarketGoods.Listed], allotment orders: Int) async throws -> [Offer] {
        let programme = try await ask(Programme.self, "programme", "open", "爱心直通车", "Through Train").id
        let presenter = try await ask(Presenter.self, "presenter", "register", "罗小橘").id
        guard let county = goods.first?.county.code else { return [] }
        let episode = try await ask(
            Episode.self, "episode", "schedule", programme, "--county", county, "--presenter", presenter, "--starts",
            Self.starts, "--ends", Self.ends, "--day", "2019-07-07"
        ).id
        var offers: [Offer] = []
        for item in goods {
            let offer = try await ask(
                Proposed.self, "offer", "propose", episode, "--listing", item.listing, "--price",
                "\(MarketGoods.fen)/500g", "--allotment", "\(orders * MarketGoods.portion)g", "--opens", Self.starts,
                "--closes", Self.ends)
            offers.append(Offer(id: offer.id, goods: item))
        }
        try await waitUntilAll(of: episode, are: "ready")
        try system.setTime(Self.starts)
        _ = try await ask(Episode.self, "episode", "start", episode, "--presenter", presenter)
        try await waitUntilAll(of: episode, are: "open")
        return offers
    }

    private func waitUntilAll(of episode: String, are state: String) async throws {
        try await wait(for: "all offers to be \(state)", within: .seconds(30), every: .milliseconds(200)) {
            let offers = try await system.ask(OfferList.self, "livestream", ["offer", "list", episode]).offers
            return !offers.isEmpty && offers.allSatisfy { $0.state == state }
        }
    }

    /// Gives a command as the programme's editor, and reads its answer.
    private func ask<Answer: Decodable>(_ answer: Answer.Type, _ arguments: String...) async throws -> Answer {
        try await system.ask(answer, "livestream", arguments + ["--actor", "chief.editor"])
    }
}

private struct Programme: Decodable {
    let id: String
    enum CodingKeys: String, CodingKey { case id = "programme_id" }
}

private struct Presenter: Decodable {
    let id: String
    enum CodingKeys: String, CodingKey { case id = "presenter_id" }
}

private struct Episode: Decodable {
    let id: String
    enum CodingKeys: String, CodingKey { case id = "episode_id" }
}

private struct Proposed: Decodable {
    let id: String
    enum CodingKeys: String, CodingKey { case id = "offer_id" }
}

private struct OfferList: Decodable {
    struct Entry: Decodable {
        let state: String
    }

    let offers: [Entry]
}

import EligibilityDomain
import EligibilityService
import Vocabulary

/// The steps of the full path, each on a day that suits.
extension Office {
    func appraise(_ tokens: [Token], on day: String = "2019-03-05") async throws {
        _ = try await act(as: "li.enrolment", on: day) { service, context, transaction in
            try await service.assess(.tokens(tokens), for: .entry, context, in: transaction)
        }
        _ = try await act(as: "clerk.village", on: day) { service, context, transaction in
            try await service.appraise(.tokens(tokens), .carried(), context, in: transaction)
        }
    }

    func publish(_ tokens: [Token], on day: String = "2019-03-06") async throws {
        _ = try await act(as: "clerk.village", on: day) { service, context, transaction in
            try await service.publish(.tokens(tokens), context, in: transaction)
        }
    }

    func approve(_ tokens: [Token], at level: Approval.Level, by actor: String, on day: String) async throws {
        _ = try await act(as: actor, on: day) { service, context, transaction in
            try await service.approve(.tokens(tokens), at: level, context, in: transaction)
        }
    }

    func await(_ state: HouseholdState, of token: Token, on day: String) async throws -> Bool {
        try await workDeadlines(on: day) { try await self.state(of: token) == state }
    }

    /// Takes households from application to the register, by 2019-03-26.
    func register(_ tokens: [Token]) async throws {
        guard let last = tokens.last else { return }
        try await appraise(tokens)
        try await publish(tokens)
        _ = try await self.await(.townshipReview, of: last, on: "2019-03-14")
        try await approve(tokens, at: .township, by: "wang.township", on: "2019-03-15")
        _ = try await self.await(.countyReview, of: last, on: "2019-03-23")
        try await approve(tokens, at: .county, by: "zhao.county", on: "2019-03-25")
        _ = try await act(as: "zhao.county", on: "2019-03-26") { service, context, transaction in
            try await service.register(
                .tokens(tokens), announcedOn: Day(of: noon("2019-03-25")), context, in: transaction)
        }
    }
}

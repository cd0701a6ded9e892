internal import Eventing
internal import Runtime

/// What an objection says.
struct ObjectionRequest: Record {
    var grounds: String

    init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        grounds = try fields.field("grounds", request?.grounds)
    }
}

/// Why an objection is decided as it is.
struct DecisionRequest: Record {
    var reason: String

    init(_ fields: inout some FieldCoder, _ request: Self?) throws(EventFault) {
        reason = try fields.field("reason", request?.reason)
    }
}

extension EligibilityService {
    /// `POST /households/{token}/objections`, and `…/{objection}/uphold` or `/dismiss`.
    func addObjectionRoutes(to routes: Routes) {
        routes.command(
            "/households/{token}/objections", "Object to what was determined of a household.",
            for: RaisingObjections.self, status: 201,
            with: [.household]
        ) {
            [self] (request: ObjectionRequest, arguments, context, transaction) in
            try await object(
                to: try arguments.householdToken(), grounds: request.grounds, context, in: transaction)
        }
        addDecision("uphold", "Uphold an objection.", upheld: true, to: routes)
        addDecision("dismiss", "Dismiss an objection.", upheld: false, to: routes)
    }

    private func addDecision(_ verb: String, _ summary: String, upheld: Bool, to routes: Routes) {
        routes.command(
            "/households/{token}/objections/{objection}/\(verb)", summary, for: ReviewingCases.self, with: [.household]
        ) {
            [self] (request: DecisionRequest, arguments, context, transaction) in
            var context = context
            context.reason = request.reason
            return try await decide(
                try arguments.id("objection"), against: try arguments.householdToken(), upheld: upheld, context,
                in: transaction)
        }
    }
}

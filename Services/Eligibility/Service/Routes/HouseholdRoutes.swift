internal import Eventing
internal import Runtime
internal import Vocabulary

extension EligibilityService {
    /// `GET /households/{token}`: a household's case. Reads are recorded.
    func addHouseholdRoutes(to routes: Routes) {
        routes.recordedQuery(
            "/households/{token}", "A household's case. Who reads it is recorded.", for: ReadingCases.self,
            with: [.household]
        ) { [self] arguments, context, transaction in
            try await household(try arguments.householdToken(), context, in: transaction)
        }
    }
}

extension RequestArguments {
    /// The household in the path.
    func householdToken() throws(Problem) -> Token {
        guard let token = Token(try text("token")) else {
            throw Problem(400, "malformed", "token is not a token of 26 characters", field: "token")
        }
        return token
    }
}
